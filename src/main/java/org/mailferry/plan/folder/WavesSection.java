package org.mailferry.plan.folder;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailferry.plan.Wave;
import org.mailferry.plan.Wave.Kind;

/** {@code waves} of {@code plan.yaml}: one test user, one pilot, and no wave less critical than the pilot (V75, V105). */
final class WavesSection {
    private final YamlValue waves;
    private final Map<Wave, YamlValue> read = new LinkedHashMap<>();

    WavesSection(YamlValue plan) {
        this.waves = plan.at("waves");
        for (YamlValue item : waves.items()) {
            item.read(WavesSection::wave).ifPresent(wave -> read.putIfAbsent(wave, item));
        }
        refuseSameNames();
        if (!waves.items().isEmpty() && read.size() == waves.items().size()) {
            requireOne(Kind.TEST_USER, "test-user");
            requireOne(Kind.PILOT, "pilot");
            requireLeastCriticalPilot();
        }
    }

    List<Wave> list() {
        return List.copyOf(read.keySet());
    }

    /** Also the names of waves that are wrong otherwise, so that their mailboxes are not called wrong too. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        waves.items().forEach(item -> names.add(item.at("name").text()));
        return names;
    }

    /** @param sizes how many mailboxes each wave has */
    void requireMembers(Map<String, Long> sizes) {
        read.forEach((wave, item) -> {
            long size = sizes.getOrDefault(wave.name(), 0L);
            if (size == 0) {
                item.problem("wave '" + wave.name() + "' has no mailbox in mailboxes.csv");
            }
            if (wave.kind() == Kind.TEST_USER && size > 1) {
                item.problem("the test-user wave '" + wave.name() + "' takes one mailbox, mailboxes.csv has " + size);
            }
        });
    }

    private static Wave wave(YamlValue item) {
        Kind kind = item.at("kind").as(text -> Kind.valueOf(SystemsSection.constant(text)));
        return new Wave(item.at("name").text(), kind, item.at("criticality").number());
    }

    private void refuseSameNames() {
        Set<String> names = new HashSet<>();
        for (YamlValue item : waves.items()) {
            if (item.at("name").present() && !names.add(item.at("name").text())) {
                item.problem("wave '" + item.at("name").text() + "' is named twice");
            }
        }
    }

    private void requireOne(Kind kind, String word) {
        List<Wave> found = read.keySet().stream().filter(wave -> wave.kind() == kind).toList();
        if (found.isEmpty()) {
            waves.problem("one wave must be of kind " + word);
        }
        for (Wave another : new ArrayList<>(found.subList(Math.min(1, found.size()), found.size()))) {
            place(another).problem("only one wave may be of kind " + word + ", '" + found.get(0).name() + "' is one already");
        }
    }

    private void requireLeastCriticalPilot() {
        read.keySet().stream().filter(wave -> wave.kind() == Kind.PILOT).findFirst().ifPresent(pilot ->
            read.keySet().stream().filter(wave -> wave.kind() == Kind.WAVE && wave.criticality() < pilot.criticality())
                .forEach(wave -> place(wave).problem("wave '" + wave.name() + "' has criticality " + wave.criticality()
                    + ", below the pilot's " + pilot.criticality() + ": the pilot must be among the least critical (V75)")));
    }

    private YamlValue place(Wave wave) {
        return java.util.Objects.requireNonNull(read.get(wave));
    }
}
