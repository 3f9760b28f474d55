package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A server's calendars of one mailbox, with everything that may go wrong on the way to it. */
final class MemoryCalendarStore implements CalendarStore {
    /** Told before a call does its work and again after, by the call's name; throws to be the network. */
    interface Network {
        void call(String name, boolean before);
    }

    private record Held(String tag, ContentLines lines) {}

    private record Event(long at, String calendar, String id) {}

    private final String name;
    final Map<String, CalendarCollection> calendars = new LinkedHashMap<>();
    private final Map<String, TreeMap<String, Held>> items = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final Map<String, String> unreadable = new HashMap<>();
    final Set<String> refusing = new HashSet<>();
    final Map<String, String> remarks = new HashMap<>();
    Network network = (call, before) -> {};
    /** What this server makes of what is stored. */
    UnaryOperator<ContentLines> words = UnaryOperator.identity();
    boolean forgetsTokens;
    private long sequence;

    MemoryCalendarStore(String name) {
        this.name = name;
    }

    CalendarCollection calendar(String id, String title) {
        CalendarCollection calendar = new CalendarCollection(id, title, Optional.empty(), Set.of("VEVENT"));
        calendars.put(id, calendar);
        items.put(id, new TreeMap<>());
        return calendar;
    }

    /** By a user of this server, under an id of his program's choice. */
    String put(String calendar, String id, ContentLines lines) {
        Held held = new Held(name + ++sequence, lines);
        items.get(calendar).put(id, held);
        events.add(new Event(sequence, calendar, id));
        return id;
    }

    void drop(String calendar, String id) {
        items.get(calendar).remove(id);
        events.add(new Event(++sequence, calendar, id));
    }

    Map<String, ContentLines> held(String calendar) {
        Map<String, ContentLines> held = new TreeMap<>();
        items.get(calendar).forEach((id, item) -> held.put(id, item.lines()));
        return held;
    }

    private <T> T answered(String call, Supplier<T> work) {
        calls.add(call);
        network.call(name + "." + call, true);
        T result = work.get();
        network.call(name + "." + call, false);
        return result;
    }

    @Override public List<CalendarCollection> calendars() {
        return answered("calendars", () -> List.copyOf(calendars.values()));
    }

    @Override public CalendarChanges changes(CalendarCollection calendar, Optional<String> token) {
        return answered("changes", () -> {
            TreeMap<String, Held> held = items.get(calendar.id());
            Optional<String> now = Optional.of(name + "@" + sequence);
            if (token.isEmpty() || forgetsTokens) {
                return new CalendarChanges(true, versions(held, held.keySet()), Set.of(), now);
            }
            long since = Long.parseLong(token.get().substring(name.length() + 1));
            Set<String> touched = new HashSet<>();
            events.stream().filter(event -> event.at() > since && event.calendar().equals(calendar.id())).forEach(event -> touched.add(event.id()));
            Set<String> gone = new HashSet<>(touched);
            gone.removeAll(held.keySet());
            return new CalendarChanges(false, versions(held, touched), gone, now);
        });
    }

    private static List<ItemVersion> versions(TreeMap<String, Held> held, Set<String> ids) {
        return ids.stream().filter(held::containsKey).map(id -> new ItemVersion(id, held.get(id).tag())).toList();
    }

    @Override public ItemsRead read(CalendarCollection calendar, Collection<String> ids) {
        return answered("read", () -> {
            TreeMap<String, Held> held = items.get(calendar.id());
            List<CalendarItem> read = ids.stream().filter(held::containsKey).filter(id -> !unreadable.containsKey(id)).map(id -> item(held, id)).toList();
            Map<String, String> bad = new HashMap<>();
            ids.stream().filter(held::containsKey).filter(unreadable::containsKey).forEach(id -> bad.put(id, unreadable.get(id)));
            return new ItemsRead(read, Set.copyOf(ids.stream().filter(id -> !held.containsKey(id)).toList()), bad);
        });
    }

    private CalendarItem item(TreeMap<String, Held> held, String id) {
        ContentLines lines = held.get(id).lines();
        return new CalendarItem(new ItemVersion(id, held.get(id).tag()), SilentItem.uid(lines), lines, Stream.ofNullable(remarks.get(id)).toList());
    }

    @Override public List<CalendarItem> withUid(CalendarCollection calendar, String uid) {
        return answered("withUid", () -> {
            TreeMap<String, Held> held = items.get(calendar.id());
            return held.keySet().stream().map(id -> item(held, id)).filter(item -> item.uid().equals(uid)).toList();
        });
    }

    @Override public CalendarCollection create(NewCalendar wanted) {
        return answered("createCalendar", () -> Optional.ofNullable(calendars.get(name + ":" + wanted.key()))
            .orElseGet(() -> calendar(name + ":" + wanted.key(), wanted.name())));
    }

    @Override public WriteResult create(CalendarCollection calendar, SilentItem item) {
        return answered("create", () -> {
            TreeMap<String, Held> held = items.get(calendar.id());
            String id = name + "/" + item.uid();
            if (refusing.contains(item.uid())) {
                return new WriteResult.Refused("it does not like it");
            }
            if (held.containsKey(id)) {
                return new WriteResult.AlreadyThere(new ItemVersion(id, held.get(id).tag()));
            }
            Optional<String> taken = held.keySet().stream().filter(other -> SilentItem.uid(held.get(other).lines()).equals(item.uid())).findFirst();
            if (taken.isPresent()) {
                return new WriteResult.UidTaken(taken);
            }
            return stored(calendar, id, item);
        });
    }

    private WriteResult stored(CalendarCollection calendar, String id, SilentItem item) {
        put(calendar.id(), id, words.apply(item.lines()));
        return new WriteResult.Written(new ItemVersion(id, items.get(calendar.id()).get(id).tag()));
    }

    @Override public WriteResult replace(CalendarCollection calendar, ItemVersion version, SilentItem item) {
        return answered("replace", () -> {
            Held held = items.get(calendar.id()).get(version.id());
            if (held == null) {
                return new WriteResult.Gone();
            }
            if (refusing.contains(item.uid())) {
                return new WriteResult.Refused("it does not like it");
            }
            return held.tag().equals(version.tag()) ? stored(calendar, version.id(), item) : new WriteResult.ChangedMeanwhile();
        });
    }

    @Override public WriteResult delete(CalendarCollection calendar, ItemVersion version) {
        return answered("delete", () -> {
            Held held = items.get(calendar.id()).get(version.id());
            if (held != null && !held.tag().equals(version.tag())) {
                return new WriteResult.ChangedMeanwhile();
            }
            if (held != null) {
                drop(calendar.id(), version.id());
            }
            return new WriteResult.Gone();
        });
    }
}
