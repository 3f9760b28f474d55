package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MailboxId;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class MailsyncWordsTest {
    @Test void settingsHaveTheirDefaultsAndKeys() {
        assertThat(bound(Map.of("mailferry.mailsync.unknown", "1"))).isEqualTo(MailsyncSettings.defaults());
        MailsyncSettings all = bound(Map.of("mailferry.mailsync.slice", "20s", "mailferry.mailsync.grace", "10s", "mailferry.mailsync.batch-messages", "7",
            "mailferry.mailsync.batch-size", "1MB", "mailferry.mailsync.spool-above", "2MB", "mailferry.mailsync.connect-timeout", "1s",
            "mailferry.mailsync.read-timeout", "2s", "mailferry.mailsync.write-timeout", "3s", "mailferry.mailsync.attempts", "4",
            "mailferry.mailsync.assumed-bytes-per-second", "5MB"));
        assertThat(all.toString()).contains("PT20S", "PT10S", "PT1S", "PT2S", "PT3S", "batchMessages=7", "attempts=4", "5242880");
        assertThat(bound(Map.of("mailferry.mailsync.quiet", "7s")).quiet()).isEqualTo(java.time.Duration.ofSeconds(7));
        assertThat(bound(Map.of("mailferry.mailsync.slowest-rate", "48B")).slowestRate()).isEqualTo(DataSize.ofBytes(48));
        assertThatThrownBy(() -> bound(Map.of("mailferry.mailsync.slowest-rate", "0B"))).rootCause().hasMessageContaining("slowest-rate");
    }

    @Test void aSliceWithoutTimeIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("mailferry.mailsync.slice", "0s"))).rootCause().hasMessageContaining("longer than nothing");
    }

    private static MailsyncSettings bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("mailferry.mailsync", MailsyncSettings.class);
    }

    @Test void flagsKnowNoCaseAndNoRecent() {
        Flags flags = Flags.of("\\seen", "\\Recent", "$Label1");
        assertThat(flags).isEqualTo(Flags.parse("$label1 \\Seen")).hasSameHashCodeAs(Flags.parse("$label1 \\Seen"));
        assertThat(flags.without(Flags.of("\\SEEN"))).isEqualTo(Flags.of("$Label1"));
        assertThat(flags.with(Flags.of("\\Seen", "New")).text()).isEqualTo("$Label1 \\seen New");
    }

    @Test void datesAreTheSameWhenTheyNameTheSameInstant() {
        InternalDate date = new InternalDate(" 1-Feb-2011 02:00:00 +0300");
        assertThat(date.instant()).isEqualTo(Instant.parse("2011-01-31T23:00:00Z"));
        assertThat(date.sameInstantAs(new InternalDate("31-jan-2011 18:00:00 -0500"))).isTrue();
        assertThat(new InternalDate("nonsense").instant()).isEqualTo(Instant.EPOCH);
        assertThat(InternalDate.of(OffsetDateTime.parse("2020-03-04T05:06:07+03:00")).text()).isEqualTo("04-Mar-2020 05:06:07 +0300");
    }

    @Test void batchesAreBoundedByCountBytesAndSuspicion() {
        List<MessageEntry> entries = LongStream.rangeClosed(1, 9).mapToObj(uid -> new MessageEntry(uid, Flags.NONE, new InternalDate(""),
            uid == 4 ? 5_000_000 : 10)).toList();
        MailsyncSettings settings = new MailsyncSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, MailsyncSettings.defaults().batchSize(),
            MailsyncSettings.defaults().spoolAbove(), Duration.ZERO, Duration.ZERO, Duration.ZERO, 3, MailsyncSettings.defaults().batchSize(), 2);
        StringBuilder cut = new StringBuilder();
        new Batches(settings, entries, uid -> uid == 6).forEachRemaining(batch -> cut.append(batch.stream().map(MessageEntry::uid).toList()));
        assertThat(cut).hasToString("[1, 2, 3][4][5][6][7, 8, 9]");
    }

    @Test void theForecastWordsCountsBytesAndTime() {
        MailboxSize big = new MailboxSize(MailboxId.parse("p/big@corp.test"), 1_200, 3L << 30, 7, "", Instant.EPOCH);
        MailboxSize none = new MailboxSize(MailboxId.parse("p/none@corp.test"), 0, 0, 0, "refused the login", Instant.EPOCH);
        Forecast forecast = Forecast.of(List.of(big, none), Optional.empty(), 1 << 20, 4);
        assertThat(forecast.text()).isEqualToNormalizingNewlines("""
            2 mailboxes, 1,200 messages, 3.0 GB.
            Largest: big@corp.test, 1,200 messages, 3.0 GB.
            Left behind in excluded folders: 7 messages.
            First copy: about 51 min, 4 mailboxes at once, assumed 1.0 MB/s each.
            Not measured: none@corp.test: refused the login""");
        assertThat(forecast.evidenceHash()).isNotEqualTo(Forecast.of(List.of(none, big), Optional.empty(), 1 << 20, 4).evidenceHash());
        assertThat(Forecast.of(List.of(), Optional.of(5.0), 1, 1).text()).startsWith("0 mailboxes");
    }
}
