package org.mailferry.calendarsync.ical;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Zones by what Microsoft shows to people, in English and Russian, and by ids that CLDR has dropped. Windows changes which cities a name
 * lists, so the first city that is known decides.
 */
final class DisplayNames {
    private static final Map<String, String> ZONES = Stream.of("""
        utc, tzone://microsoft/utc, coordinated universal time, gmt, z = UTC
        kamchatka standard time, petropavlovsk-kamchatsky, петропавловск-камчатский = Asia/Kamchatka
        mid-atlantic standard time, mid-atlantic = Etc/GMT+2
        russia tz 1 standard time, kaliningrad, калининград = Europe/Kaliningrad
        russia tz 2 standard time, moscow, st. petersburg, москва, санкт-петербург = Europe/Moscow
        volgograd, волгоград = Europe/Volgograd
        russia tz 3 standard time, izhevsk, samara, ижевск, самара = Europe/Samara
        astrakhan, астрахань = Europe/Astrakhan
        saratov, саратов = Europe/Saratov
        russia tz 4 standard time, ekaterinburg, екатеринбург = Asia/Yekaterinburg
        omsk, омск = Asia/Omsk
        russia tz 5 standard time, novosibirsk, новосибирск = Asia/Novosibirsk
        barnaul, барнаул = Asia/Barnaul
        tomsk, томск = Asia/Tomsk
        russia tz 6 standard time, krasnoyarsk, красноярск = Asia/Krasnoyarsk
        russia tz 7 standard time, irkutsk, иркутск = Asia/Irkutsk
        chita, чита = Asia/Chita
        russia tz 8 standard time, yakutsk, якутск = Asia/Yakutsk
        russia tz 9 standard time, vladivostok, владивосток = Asia/Vladivostok
        magadan, магадан = Asia/Magadan
        sakhalin, сахалин = Asia/Sakhalin
        russia tz 10 standard time, chokurdakh, чокурдах = Asia/Srednekolymsk
        russia tz 11 standard time, anadyr, анадырь = Asia/Anadyr
        minsk, минск = Europe/Minsk
        kyiv, kiev, киев = Europe/Kyiv
        helsinki, хельсинки = Europe/Helsinki
        astana, астана = Asia/Almaty
        tashkent, ташкент = Asia/Tashkent
        yerevan, ереван = Asia/Yerevan
        tbilisi, тбилиси = Asia/Tbilisi
        baku, баку = Asia/Baku
        istanbul, стамбул = Europe/Istanbul
        amsterdam, berlin, амстердам, берлин = Europe/Berlin
        brussels, paris, брюссель, париж = Europe/Paris
        dublin, london, дублин, лондон = Europe/London
        beijing, пекин = Asia/Shanghai
        eastern time (us & canada) = America/New_York
        central time (us & canada) = America/Chicago
        pacific time (us & canada) = America/Los_Angeles
        """.split("\n")).flatMap(DisplayNames::entries).collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private DisplayNames() {}

    private static Stream<Map.Entry<String, String>> entries(String line) {
        String[] sides = line.split(" = ");
        return Arrays.stream(sides[0].split(", ")).map(name -> Map.entry(name.strip(), sides[1].strip()));
    }

    /** @param name in lower case: a whole name, or cities with commas between */
    static Optional<ZoneId> zone(String name) {
        return Stream.concat(Stream.of(name), Arrays.stream(name.split(","))).map(String::strip)
            .filter(ZONES::containsKey).map(part -> ZoneId.of(ZONES.get(part))).findFirst();
    }
}
