package org.mailferry.lab.caldav;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an address names. */
record DavResource(Kind kind, DavUser user, Optional<DavCalendar> calendar, Optional<DavItem> item) {
    static final String PRINCIPALS = "principals";
    static final String CALENDARS = "calendars";

    enum Kind { ROOT, PRINCIPAL, HOME, CALENDAR, ITEM }

    static DavResource root(DavUser user) {
        return new DavResource(Kind.ROOT, user, Optional.empty(), Optional.empty());
    }

    static DavResource principal(DavUser user) {
        return new DavResource(Kind.PRINCIPAL, user, Optional.empty(), Optional.empty());
    }

    static DavResource home(DavUser user) {
        return new DavResource(Kind.HOME, user, Optional.empty(), Optional.empty());
    }

    static DavResource of(DavUser user, DavCalendar calendar) {
        return new DavResource(Kind.CALENDAR, user, Optional.of(calendar), Optional.empty());
    }

    static DavResource of(DavUser user, DavCalendar calendar, DavItem item) {
        return new DavResource(Kind.ITEM, user, Optional.of(calendar), Optional.of(item));
    }

    /** @param segments of the address, decoded; other people's are not there */
    static Optional<DavResource> find(DavUser user, List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.of(root(user));
        }
        if (segments.size() < 2 || segments.size() > 4 || !segments.get(1).equals(user.login)) {
            return Optional.empty();
        }
        if (segments.get(0).equals(PRINCIPALS)) {
            return Optional.of(principal(user)).filter(found -> segments.size() == 2);
        }
        if (!segments.get(0).equals(CALENDARS) || segments.size() == 2) {
            return Optional.of(home(user)).filter(found -> segments.get(0).equals(CALENDARS));
        }
        return Optional.ofNullable(user.calendars.get(segments.get(2))).flatMap(calendar -> segments.size() == 3 ? Optional.of(of(user, calendar))
            : Optional.ofNullable(calendar.items.get(segments.get(3))).map(item -> of(user, calendar, item)));
    }

    String href() {
        return switch (kind) {
            case ROOT -> "/";
            case PRINCIPAL -> path(PRINCIPALS, user.login) + "/";
            case HOME -> path(CALENDARS, user.login) + "/";
            case CALENDAR -> path(CALENDARS, user.login, calendar.orElseThrow().name) + "/";
            case ITEM -> item(user, calendar.orElseThrow(), item.orElseThrow().name());
        };
    }

    static String item(DavUser user, DavCalendar calendar, String name) {
        return path(CALENDARS, user.login, calendar.name, name);
    }

    private static String path(String... segments) {
        return Stream.of(segments).map(segment -> "/" + URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20").replace("%40", "@"))
            .collect(Collectors.joining());
    }

    /** One step further down. */
    Stream<DavResource> members() {
        return switch (kind) {
            case ROOT -> Stream.of(principal(user), home(user));
            case HOME -> user.calendars.values().stream().map(each -> of(user, each));
            case CALENDAR -> calendar.orElseThrow().items.values().stream().map(each -> of(user, calendar.orElseThrow(), each));
            case PRINCIPAL, ITEM -> Stream.of();
        };
    }

    Stream<DavResource> within(int depth) {
        return depth == 0 ? Stream.of(this) : Stream.concat(Stream.of(this), members().flatMap(member -> member.within(depth == Integer.MAX_VALUE ? depth : depth - 1)));
    }
}
