package org.mailferry.calendarsync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A file of {@code src/test/resources/calendar}: what EWS told of an item, and after lines of two equals signs and a name what it rendered
 * ({@code mime}), what is to come of it ({@code expected}, unfolded), what is to be remarked ({@code remarks}, one a line), when a
 * calendar program is to see it ({@code instances}, start and end in UTC or dates), or why it is refused ({@code refused}).
 */
public record Example(String name, ExchangeItem item, Map<String, String> sections) {
    private static final Path FOLDER = Path.of("src/test/resources/calendar");

    public static List<Example> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().map(Example::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static Example of(String name) {
        return read(FOLDER.resolve(name + ".txt"));
    }

    /** Octets are kept as characters of Latin-1 until a section's own reading, because some examples fold inside a character. */
    private static Example read(Path file) {
        Map<String, ByteArrayOutputStream> parts = new LinkedHashMap<>();
        ByteArrayOutputStream current = new ByteArrayOutputStream();
        parts.put("item", current);
        for (String line : octets(file).split("\n", -1)) {
            if (line.startsWith("== ")) {
                current = new ByteArrayOutputStream();
                parts.put(line.substring(3).strip(), current);
            } else {
                current.writeBytes((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Optional<ContentLines> mime = Optional.ofNullable(parts.get("mime")).map(octets -> ContentLines.parse(crlf(octets)));
        Map<String, String> sections = new LinkedHashMap<>();
        parts.forEach((name, octets) -> sections.put(name, octets.toString(StandardCharsets.UTF_8).strip()));
        String name = file.getFileName().toString().replace(".txt", "");
        try {
            return new Example(name, ExampleItem.of(yaml().load(sections.get("item")), mime), sections);
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    private static String octets(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] crlf(ByteArrayOutputStream octets) {
        return (octets.toString(StandardCharsets.ISO_8859_1).strip() + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Times stay text. */
    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        DumperOptions dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Resolver() {
            @Override public void addImplicitResolver(Tag tag, Pattern text, String first, int limit) {
                if (!tag.equals(Tag.TIMESTAMP)) {
                    super.addImplicitResolver(tag, text, first, limit);
                }
            }
        });
    }

    public List<String> section(String section) {
        String text = sections.getOrDefault(section, "");
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    public boolean refused() {
        return sections.containsKey("refused");
    }

    @Override public String toString() {
        return name;
    }
}
