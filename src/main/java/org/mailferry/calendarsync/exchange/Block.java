package org.mailferry.calendarsync.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ContentLines;

/** A component of iCalendar: what stands between a BEGIN and its END. */
record Block(String name, List<ContentLine> properties, List<Block> blocks) {
    Block {
        properties = List.copyOf(properties);
        blocks = List.copyOf(blocks);
    }

    static Block of(String name) {
        return new Block(name, List.of(), List.of());
    }

    /**
     * The outermost components. Ends that are missing are where the text ends or an outer component does, as some versions of Exchange
     * leave out the last; lines outside of components are left out.
     */
    static List<Block> parse(ContentLines lines) {
        Deque<Open> open = new ArrayDeque<>(List.of(new Open("")));
        for (ContentLine line : lines.lines()) {
            String about = line.value().strip().toUpperCase(Locale.ROOT);
            if (line.is("BEGIN")) {
                open.push(new Open(about));
            } else if (line.is("END")) {
                boolean began = open.stream().anyMatch(block -> block.name.equals(about) && !about.isEmpty());
                while (began && !closeTop(open).equals(about)) {
                    continue;
                }
            } else if (open.size() > 1) {
                open.element().properties.add(line);
            }
        }
        while (open.size() > 1) {
            closeTop(open);
        }
        return open.element().blocks;
    }

    private record Open(String name, List<ContentLine> properties, List<Block> blocks) {
        Open(String name) {
            this(name, new ArrayList<>(), new ArrayList<>());
        }
    }

    private static String closeTop(Deque<Open> open) {
        Open top = open.pop();
        open.element().blocks.add(new Block(top.name, top.properties, top.blocks));
        return top.name;
    }

    Stream<ContentLine> lines() {
        return Stream.of(Stream.of(ContentLine.of("BEGIN:" + name)), properties.stream(), blocks.stream().flatMap(Block::lines),
            Stream.of(ContentLine.of("END:" + name))).flatMap(part -> part);
    }

    Stream<ContentLine> named(String property) {
        return properties.stream().filter(line -> line.is(property));
    }

    Optional<ContentLine> first(String property) {
        return named(property).filter(ContentLine::isProperty).findFirst();
    }

    Stream<Block> inner(String block) {
        return blocks.stream().filter(inner -> inner.name.equals(block));
    }

    Block without(String property) {
        return new Block(name, properties.stream().filter(line -> !line.is(property)).toList(), blocks);
    }

    Block withoutBlocks(String block) {
        return new Block(name, properties, blocks.stream().filter(inner -> !inner.name.equals(block)).toList());
    }

    Block withBlock(Block inner) {
        return new Block(name, properties, Stream.concat(blocks.stream(), Stream.of(inner)).toList());
    }

    /** The properties in place of those of their name, where the first of these stood, or else at the end. */
    Block with(String property, List<ContentLine> lines) {
        List<ContentLine> edited = new ArrayList<>();
        boolean placed = false;
        for (ContentLine line : properties) {
            if (!line.is(property)) {
                edited.add(line);
            } else if (!placed) {
                edited.addAll(lines);
                placed = true;
            }
        }
        if (!placed) {
            edited.addAll(lines);
        }
        return new Block(name, edited, blocks);
    }

    Block with(ContentLine line) {
        return with(line.name(), List.of(line));
    }

    /** The property with that value; a line that is there keeps its parameters, and one that says the same is left alone. */
    Block withText(String property, String text) {
        Optional<ContentLine> there = first(property);
        if (there.isPresent() && there.get().text().equals(text) && named(property).count() == 1) {
            return this;
        }
        String value = Texts.escape(text);
        return with(there.map(line -> line.withValue(value)).orElseGet(() -> ContentLine.of(property + ":" + value)));
    }

    /** The property with that value and without parameters. */
    Block withValue(String property, String value) {
        boolean same = named(property).count() == 1 && first(property).filter(line -> line.value().equals(value)).isPresent();
        return same ? this : with(ContentLine.of(property + ":" + value));
    }
}
