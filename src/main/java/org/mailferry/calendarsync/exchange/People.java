package org.mailferry.calendarsync.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeAttendee;
import org.mailferry.calendarsync.ExchangeAttendee.Kind;
import org.mailferry.calendarsync.ExchangeAttendee.Response;
import org.mailferry.calendarsync.ExchangeAttendee.Role;
import org.mailferry.calendarsync.ExchangeEvent.Meeting;
import org.mailferry.kernel.EmailAddress;

/** ORGANIZER and ATTENDEE lines: Exchange often renders none, so the properties decide who is there and what he answered. */
final class People {
    private final Meeting meeting;
    private final Optional<EmailAddress> owner;
    private final Block rendered;
    private final Remarks remarks;

    People(Meeting meeting, Optional<EmailAddress> owner, Block rendered, Remarks remarks) {
        this.meeting = meeting;
        this.owner = owner;
        this.rendered = rendered;
        this.remarks = remarks;
    }

    Block applied() {
        if (!meeting.meeting() && meeting.attendees().isEmpty()) {
            // Exchange names the owner as organizer of his own appointments, too.
            return rendered.without("ORGANIZER").without("ATTENDEE");
        }
        List<ContentLine> attendees = new ArrayList<>();
        meeting.attendees().forEach(attendee -> line("ATTENDEE", attendee).map(line -> answered(line, attendee)).ifPresent(attendees::add));
        boolean all = meeting.attendees().isEmpty();
        Block organized = organizer().map(rendered::with).orElseGet(() -> rendered.without("ORGANIZER"));
        Stream<ContentLine> kept = all ? rendered.named("ATTENDEE").filter(line -> usable(line.value())) : attendees.stream();
        return organized.with("ATTENDEE", withOwner(kept.toList()));
    }

    private Optional<ContentLine> organizer() {
        Optional<ContentLine> there = rendered.first("ORGANIZER").filter(line -> usable(line.value()));
        if (meeting.organizer().isEmpty()) {
            return there;
        }
        return line("ORGANIZER", meeting.organizer().get());
    }

    /** Who was invited through a group is not on the list, and his answer would have no place. */
    private List<ContentLine> withOwner(List<ContentLine> attendees) {
        boolean invited = (meeting.state() & 2) != 0 && meeting.mine() != Response.ORGANIZER && meeting.mine() != Response.UNKNOWN;
        if (owner.isEmpty() || !invited || attendees.stream().anyMatch(line -> isOwner(address(line))) || organizer().filter(line -> isOwner(address(line))).isPresent()) {
            return attendees;
        }
        ContentLine self = ContentLine.of("ATTENDEE:mailto:" + owner.get().text()).with("PARTSTAT", answer(meeting.mine())).with("ROLE", "REQ-PARTICIPANT");
        return Stream.concat(attendees.stream(), Stream.of(self)).toList();
    }

    private ContentLine answered(ContentLine line, ExchangeAttendee attendee) {
        boolean self = isOwner(address(line)) && meeting.mine() != Response.UNKNOWN;
        ContentLine answered = line.with("ROLE", role(attendee.role())).with("PARTSTAT", answer(self ? meeting.mine() : attendee.response()));
        if (attendee.role() == Role.RESOURCE) {
            return line.parameter("CUTYPE").contains("ROOM") ? answered : answered.with("CUTYPE", "RESOURCE");
        }
        return attendee.kind() == Kind.GROUP ? answered.with("CUTYPE", "GROUP") : answered;
    }

    /** The rendered line of that person, or a new one; empty when nobody could ever write to him. */
    private Optional<ContentLine> line(String property, ExchangeAttendee person) {
        Optional<String> smtp = smtp(person);
        if (smtp.isEmpty()) {
            remarks.add(("ORGANIZER".equals(property) ? "Its organizer '" : "Its attendee '") + nameOf(person) + "' has no mail address and was left out");
            return Optional.empty();
        }
        ContentLine line = rendered.named(property).filter(ContentLine::isProperty).filter(there -> address(there).equalsIgnoreCase(smtp.get())).findFirst()
            .orElseGet(() -> ContentLine.of(property + ":mailto:" + smtp.get()));
        String name = Texts.clean(person.name()).strip();
        return Optional.of(name.isEmpty() || line.parameter("CN").equals(List.of(name)) ? line : line.with("CN", name));
    }

    private static String nameOf(ExchangeAttendee person) {
        return person.name().isBlank() ? person.address() : person.name();
    }

    /** An X.500 address is the directory's; what the server rendered for the same name may have the mail address. */
    private Optional<String> smtp(ExchangeAttendee person) {
        if (usable("mailto:" + person.address())) {
            return Optional.of(person.address().strip());
        }
        return Stream.concat(rendered.named("ATTENDEE"), rendered.named("ORGANIZER")).filter(ContentLine::isProperty)
            .filter(line -> !person.name().isBlank() && line.parameter("CN").contains(person.name()) && usable(line.value())).map(People::address).findFirst();
    }

    private static boolean usable(String uri) {
        return uri.strip().toLowerCase(Locale.ROOT).matches("mailto:[^\\s@/;:<>]+@[^\\s@/;:<>]+");
    }

    private static String address(ContentLine line) {
        return line.value().strip().replaceAll("(?i)^mailto:", "");
    }

    private boolean isOwner(String address) {
        return owner.filter(self -> self.text().equalsIgnoreCase(address)).isPresent();
    }

    private static String role(Role role) {
        return switch (role) {
            case ORGANIZER -> "CHAIR";
            case REQUIRED -> "REQ-PARTICIPANT";
            case OPTIONAL -> "OPT-PARTICIPANT";
            case RESOURCE -> "NON-PARTICIPANT";
        };
    }

    private static String answer(Response response) {
        return switch (response) {
            case ORGANIZER, ACCEPTED -> "ACCEPTED";
            case TENTATIVE -> "TENTATIVE";
            case DECLINED -> "DECLINED";
            case UNKNOWN, NO_RESPONSE -> "NEEDS-ACTION";
        };
    }
}
