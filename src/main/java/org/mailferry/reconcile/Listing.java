package org.mailferry.reconcile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.mailferry.mailsync.Flags;

/** Packs what was seen of a side, without the digests, which are kept elsewhere, so that a later slice goes on behind it. */
final class Listing {
    private static final int PART_BYTES = 400_000;

    private Listing() {}

    /** The side's messages from that index on. */
    static List<byte[]> pack(Side side, int from) {
        List<byte[]> parts = new ArrayList<>();
        int next = from;
        while (next < side.count()) {
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            next = pack(side, next, part);
            parts.add(part.toByteArray());
        }
        return parts;
    }

    private static int pack(Side side, int from, ByteArrayOutputStream part) {
        int next = from;
        try (GZIPOutputStream packed = new GZIPOutputStream(part); DataOutputStream out = new DataOutputStream(packed)) {
            while (next < side.count() && out.size() < PART_BYTES) {
                out.writeLong(side.uid(next));
                out.writeLong(side.epochSecond(next));
                out.writeLong(side.sizeBytes(next));
                out.writeBoolean(side.isRead(next));
                byte[] flags = side.flags(next).text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(flags.length);
                out.write(flags);
                next++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next;
    }

    static void unpack(byte[] part, Side into, Digests digests) {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(part)))) {
            List<long[]> lines = new ArrayList<>();
            List<Flags> flags = new ArrayList<>();
            for (byte[] uid = in.readNBytes(Long.BYTES); uid.length == Long.BYTES; uid = in.readNBytes(Long.BYTES)) {
                lines.add(new long[] {ByteBuffer.wrap(uid).getLong(), in.readLong(), in.readLong(), in.readBoolean() ? 1 : 0});
                flags.add(Flags.parse(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
            }
            Map<Long, String> known = lines.isEmpty() ? Map.of() : digests.between(lines.get(0)[0], lines.get(lines.size() - 1)[0]);
            for (int i = 0; i < lines.size(); i++) {
                long[] line = lines.get(i);
                String digest = line[3] == 0 ? "" : known.get(line[0]);
                if (digest == null) {
                    throw new IllegalStateException("UID " + line[0] + " was seen and its digest is not kept");
                }
                if (line[0] <= into.lastUid()) {
                    // Two slices kept it: one had lost the mailbox to the other.
                    continue;
                }
                into.add(line[0], digest, line[1], flags.get(i), line[2], 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
