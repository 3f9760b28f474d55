package org.mailferry.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mailferry.kernel.Sha256;

/**
 * What an auditor takes away: files under one digest. {@code SHA256SUMS} lists each file's digest as {@code sha256sum -c} reads it,
 * and the same files always give the same bytes.
 */
public final class AuditPack {
    private static final String SUMS = "SHA256SUMS";

    private final Map<String, byte[]> files = new TreeMap<>();

    public AuditPack add(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** @param at becomes the date of every file within */
    public byte[] zip(Instant at) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue(), at);
            }
            put(zip, SUMS, sums().getBytes(StandardCharsets.UTF_8), at);
        } catch (IOException e) {
            throw new UncheckedIOException("The audit pack cannot be built in memory", e);
        }
        return bytes.toByteArray();
    }

    private String sums() {
        return files.entrySet().stream().map(file -> Sha256.hex(file.getValue()) + "  " + file.getKey() + "\n").collect(Collectors.joining());
    }

    private static void put(ZipOutputStream zip, String name, byte[] content, Instant at) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.ofInstant(at, java.time.ZoneOffset.UTC));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
