package org.mailferry.lab.story;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.mailferry.lab.story.Story.Person;

/**
 * Turns the {@link Story} into the letters that lie in the old server's mailboxes. The same seed gives the same bytes, and no
 * letter is younger than the day given.
 */
public final class Correspondence {
    private static final ZoneId OFFICE = ZoneId.of("Europe/Moscow");
    private static final String SENT = "Отправленные";

    private final Story story;
    private final Random random;
    private final LetterWriter writer;
    private final List<Letter> letters = new ArrayList<>();

    private Correspondence(Story story, long seed) {
        this.story = story;
        this.random = new Random(seed);
        this.writer = new LetterWriter(random);
    }

    public static List<Letter> of(Story story, long seed, LocalDate today) {
        Correspondence correspondence = new Correspondence(story, seed);
        story.threads().forEach(correspondence::thread);
        story.routine().forEach(routine -> correspondence.routine(routine, today));
        story.drafts().forEach(draft -> correspondence.draft(draft, today));
        return List.copyOf(correspondence.letters);
    }

    /** A letter that arrives now, written by a colleague. */
    public static Letter news(Story story, Person reader, Instant now) {
        Correspondence correspondence = new Correspondence(story, now.toEpochMilli() ^ reader.login().hashCode());
        Person sender = story.people().get(story.people().get(0).equals(reader) ? 1 : 0);
        ZonedDateTime written = now.truncatedTo(ChronoUnit.SECONDS).atZone(OFFICE);
        byte[] bytes = correspondence.writer.write(new LetterWriter.Draft(correspondence.mailbox(sender), List.of(correspondence.mailbox(reader)), "Пока вы переезжаете",
            written, "<news." + Long.toHexString(correspondence.random.nextLong()) + "@" + story.domain() + ">", List.of(),
            "Это письмо пришло на старый сервер, когда ящик был уже скопирован.", false, Optional.empty()));
        return new Letter(reader.login(), "INBOX", bytes, Set.of(), written.toInstant());
    }

    private void thread(Story.Thread thread) {
        ZonedDateTime written = thread.began().atTime(9 + random.nextInt(3), random.nextInt(60)).atZone(OFFICE);
        List<String> earlier = new ArrayList<>();
        for (int turn = 0; turn < thread.letters().size(); turn++) {
            Person sender = story.person(thread.between().get(turn % thread.between().size()));
            List<Person> others = thread.between().stream().map(story::person).filter(person -> !person.equals(sender)).toList();
            String id = "<" + thread.began() + "." + turn + "." + Integer.toHexString(random.nextInt()) + "@" + story.domain() + ">";
            LetterWriter.Draft draft = new LetterWriter.Draft(mailbox(sender), others.stream().map(this::mailbox).toList(), subject(thread.subject(), turn), written, id,
                List.copyOf(earlier), thread.letters().get(turn) + "\r\n\r\n-- \r\n" + sender.fullName() + "\r\n" + sender.title(), false,
                turn == 0 ? thread.attachment() : Optional.empty());
            byte[] bytes = writer.write(draft);
            boolean last = turn == thread.letters().size() - 1;
            letters.add(new Letter(sender.login(), SENT, bytes, Set.of("\\Seen"), written.toInstant()));
            for (Person other : others) {
                letters.add(new Letter(other.login(), thread.folder(), bytes, flags(last), written.plusSeconds(2).toInstant()));
            }
            earlier.add(id);
            written = written.plus(Duration.ofMinutes(20 + random.nextInt(2_000)));
        }
    }

    private void routine(Story.Routine routine, LocalDate today) {
        for (int back = 5; back >= 1; back--) {
            LocalDate day = today.minusMonths(back * 7L - random.nextInt(6)).withDayOfMonth(1 + random.nextInt(27));
            ZonedDateTime written = day.atTime(6 + random.nextInt(3), random.nextInt(60), random.nextInt(60)).atZone(OFFICE);
            String id = "<" + Long.toHexString(random.nextLong()) + "@" + routine.from().replaceAll(".*@|>", "") + ">";
            List<Person> readers = routine.to().stream().map(story::person).toList();
            LetterWriter.Draft draft = new LetterWriter.Draft(routine.from(), readers.stream().map(this::mailbox).toList(), filled(routine.subject(), day, routine), written, id,
                List.of(), filled(routine.text(), day, routine), routine.html(), routine.attachment().map(name -> filled(name, day, routine)));
            byte[] bytes = writer.write(draft);
            for (Person reader : readers) {
                letters.add(new Letter(reader.login(), routine.folder(), bytes, flags(false), written.plusSeconds(1).toInstant()));
            }
        }
    }

    private void draft(Story.Draft draft, LocalDate today) {
        Person owner = story.person(draft.of());
        ZonedDateTime written = today.minusDays(10 + random.nextInt(20)).atTime(18, random.nextInt(60)).atZone(OFFICE);
        byte[] bytes = writer.write(new LetterWriter.Draft(mailbox(owner), List.of(), draft.subject(), written,
            "<draft." + Long.toHexString(random.nextLong()) + "@" + story.domain() + ">", List.of(), draft.text(), false, Optional.empty()));
        letters.add(new Letter(owner.login(), draft.folder(), bytes, Set.of("\\Seen", "\\Draft"), written.toInstant()));
    }

    private Set<String> flags(boolean lastOfThread) {
        Set<String> flags = new HashSet<>();
        if (random.nextInt(10) > 0) {
            flags.add("\\Seen");
        }
        if (!lastOfThread && random.nextInt(3) == 0) {
            flags.add("\\Answered");
        }
        if (random.nextInt(6) == 0) {
            flags.add("\\Flagged");
        }
        if (random.nextInt(8) == 0) {
            flags.add("$Label1");
        }
        return flags;
    }

    private String mailbox(Person person) {
        return person.fullName() + " <" + story.address(person) + ">";
    }

    private static String subject(String subject, int turn) {
        return turn == 0 || subject.startsWith("Re: ") ? subject : "Re: " + subject;
    }

    private static String filled(String text, LocalDate day, Story.Routine routine) {
        Locale language = routine.subject().matches(".*[а-я].*") ? Locale.forLanguageTag("ru") : Locale.ENGLISH;
        return text.replace("{month}", day.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, language))
            .replace("{year}", Integer.toString(day.getYear())).replace("{number}", String.format("%02d", day.getMonthValue()));
    }
}
