package org.mailferry.plan.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.PlanFolders.Content;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Plans.PlanSource;

/** A folder with {@code plan.yaml} and {@code mailboxes.csv}; its name is the plan's name. */
public record PlanFolder(Path directory) {

    /** @throws IllegalArgumentException when the folder's name cannot be a plan's name */
    public PlanName name() {
        return PlanName.parse(directory.toAbsolutePath().normalize().getFileName().toString());
    }

    public PlanReading read() {
        Content content = content();
        if (content instanceof Content.Texts texts) {
            return new YamlPlanReader().read(name(), texts.source());
        }
        return new PlanReading.Invalid(((Content.Unreadable) content).problems());
    }

    public Content content() {
        Problems problems = new Problems();
        PlanSource source = new PlanSource(text(Problems.PLAN_YAML, problems), text(Problems.MAILBOXES_CSV, problems));
        return problems.none() ? new Content.Texts(source) : new Content.Unreadable(problems.sorted());
    }

    private String text(String file, Problems problems) {
        byte[] bytes = new byte[0];
        try {
            bytes = Files.readAllBytes(directory.resolve(file));
            String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            problems.in(file, 1, "The file is missing in " + directory);
        } catch (CharacterCodingException e) {
            problems.in(file, lineOfBadByte(bytes), "This line is not UTF-8: save the file in that encoding");
        } catch (IOException e) {
            problems.in(file, 1, "The file cannot be read: " + e.getMessage());
        }
        return "";
    }

    /** The first line that does not decode; a line feed is never a part of a longer UTF-8 sequence. */
    private static int lineOfBadByte(byte[] bytes) {
        int line = 1;
        int begin = 0;
        for (int end = 0; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] == '\n') {
                String text = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
                if (text.indexOf('\uFFFD') >= 0) {
                    return line;
                }
                begin = end + 1;
                line++;
            }
        }
        return 1;
    }
}
