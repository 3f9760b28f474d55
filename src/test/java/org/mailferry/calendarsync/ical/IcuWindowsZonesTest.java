package org.mailferry.calendarsync.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.calendarsync.WindowsZones;

class IcuWindowsZonesTest {
    private final WindowsZones zones = new IcuWindowsZones();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Russian Standard Time|Europe/Moscow", "Kaliningrad Standard Time|Europe/Kaliningrad", "Russia Time Zone 3|Europe/Samara",
        "Ekaterinburg Standard Time|Asia/Yekaterinburg", "Omsk Standard Time|Asia/Omsk", "N. Central Asia Standard Time|Asia/Novosibirsk",
        "North Asia Standard Time|Asia/Krasnoyarsk", "North Asia East Standard Time|Asia/Irkutsk", "Yakutsk Standard Time|Asia/Yakutsk",
        "Vladivostok Standard Time|Asia/Vladivostok", "Magadan Standard Time|Asia/Magadan", "Russia Time Zone 10|Asia/Srednekolymsk",
        "Saratov Standard Time|Europe/Saratov", "Volgograd Standard Time|Europe/Volgograd", "Sakhalin Standard Time|Asia/Sakhalin",
        "W. Europe Standard Time|Europe/Berlin", "GMT Standard Time|Europe/London", "UTC|UTC", "Europe/Moscow|Europe/Moscow"})
    void windowsIdsAreKnown(String windows, String iana) {
        assertThat(zones.zone(windows)).contains(ZoneId.of(iana));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Kamchatka Standard Time|Asia/Kamchatka", "Mid-Atlantic Standard Time|Etc/GMT+2", "tzone://Microsoft/Utc|UTC",
        "(UTC+03:00) Moscow, St. Petersburg, Volgograd|Europe/Moscow", "(GMT+03:00) Moscow, St. Petersburg, Volgograd|Europe/Moscow",
        "(UTC+03:00) Волгоград, Москва, Санкт-Петербург (RTZ 2)|Europe/Moscow", "(UTC+05:00) Екатеринбург (RTZ 4)|Asia/Yekaterinburg",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna|Europe/Berlin", "Russia TZ 7 Standard Time|Asia/Irkutsk",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Moscow|Europe/Moscow", "Russian Standard Time 1|Europe/Moscow"})
    void otherNamesOfMicrosoftAreKnown(String name, String iana) {
        assertThat(zones.zone(name)).contains(ZoneId.of(iana));
    }

    @Test void lineEndsAndQuotesAroundAnIdDoNotMatter() {
        assertThat(zones.zone("\"Russian Standard Time\"\n")).contains(ZoneId.of("Europe/Moscow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Customized Time Zone", "tzone://Microsoft/Custom", "Our own time"})
    void namesThatSayNothingAreNotGuessed(String name) {
        assertThat(zones.zone(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Europe/Moscow|Russian Standard Time", "Asia/Novosibirsk|N. Central Asia Standard Time",
        "Europe/Berlin|W. Europe Standard Time", "UTC|UTC", "Z|UTC", "Asia/Kamchatka|Russia Time Zone 11"})
    void zonesHaveWindowsIds(String iana, String windows) {
        assertThat(zones.windowsId(ZoneId.of(iana))).contains(windows);
    }

    @Test void zonesThatWindowsDoesNotNameHaveNone() {
        assertThat(zones.windowsId(ZoneId.of("Antarctica/Troll"))).isEmpty();
    }
}
