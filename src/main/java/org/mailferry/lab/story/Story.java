package org.mailferry.lab.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The script of the lab as written in {@code lab/story.yml}: the company's people and their correspondence. */
public record Story(String domain, List<Person> people, List<Thread> threads, List<Routine> routine, List<Draft> drafts) {

    /** @param aliases local parts of further addresses */
    public record Person(String login, String given, String family, String title, String wave, List<String> aliases) {
        public String fullName() {
            return given + " " + family;
        }
    }

    public record Thread(String subject, java.time.LocalDate began, String folder, List<String> between, Optional<String> attachment, List<String> letters) {}

    public record Routine(String from, String subject, String folder, List<String> to, Optional<String> attachment, boolean html, String text) {}

    public record Draft(String of, String folder, String subject, String text) {}

    public static Story read() {
        try (InputStream in = Story.class.getResourceAsStream("/lab/story.yml")) {
            Part script = new Part(new Yaml(new SafeConstructor(new LoaderOptions())).<Map<String, Object>>load(in));
            return new Story(script.text("domain"), script.parts("people").map(Story::person).toList(), script.parts("threads").map(Story::thread).toList(),
                script.parts("routine").map(Story::routine).toList(), script.parts("drafts").map(Story::draft).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Person person(String login) {
        return people.stream().filter(person -> person.login().equals(login)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Nobody in the story is called " + login));
    }

    public String address(Person person) {
        return person.login() + "@" + domain;
    }

    public List<String> aliases(Person person) {
        return person.aliases().stream().map(alias -> alias + "@" + domain).toList();
    }

    private static Person person(Part part) {
        return new Person(part.text("login"), part.text("given"), part.text("family"), part.text("title"), part.text("wave"), part.texts("aliases"));
    }

    private static Thread thread(Part part) {
        java.util.Date began = (java.util.Date) part.values().get("began");
        return new Thread(part.text("subject"), java.time.LocalDate.ofInstant(began.toInstant(), java.time.ZoneOffset.UTC), part.text("folder"),
            part.texts("between"), part.optional("attachment"), part.texts("letters"));
    }

    private static Routine routine(Part part) {
        return new Routine(part.text("from"), part.text("subject"), part.text("folder"), part.texts("to"), part.optional("attachment"),
            Boolean.TRUE.equals(part.values().get("html")), part.text("text"));
    }

    private static Draft draft(Part part) {
        return new Draft(part.text("of"), part.text("folder"), part.text("subject"), part.text("text"));
    }

    /** A mapping of the script. */
    private record Part(Map<String, Object> values) {
        String text(String key) {
            return optional(key).orElseThrow(() -> new IllegalStateException("The story lacks '" + key + "' in " + values));
        }

        Optional<String> optional(String key) {
            return Optional.ofNullable(values.get(key)).map(Object::toString);
        }

        List<String> texts(String key) {
            return values.get(key) instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
        }

        java.util.stream.Stream<Part> parts(String key) {
            return ((List<?>) values.getOrDefault(key, List.of())).stream().map(Part::of);
        }

        @SuppressWarnings("unchecked")
        private static Part of(Object mapping) {
            return new Part((Map<String, Object>) mapping);
        }
    }
}
