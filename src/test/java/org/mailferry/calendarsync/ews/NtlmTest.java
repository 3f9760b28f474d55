package org.mailferry.calendarsync.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarAccount.Scheme;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

/** Against the worked example of [MS-NLMP] §4.2.4, and against a server that recomputes the proof. */
class NtlmTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    @Test void md4IsThatOfItsRfc() {
        assertThat(HexFormat.of().formatHex(Md4.of(new byte[0]))).isEqualTo("31d6cfe0d16ae931b73c59d7e0c089c0");
        assertThat(HexFormat.of().formatHex(Md4.of("abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII)))).isEqualTo("d79e1c308aa5bbcdeea8ed63df412da9");
        assertThat(HexFormat.of().formatHex(Md4.of("1234567890".repeat(8).getBytes(StandardCharsets.US_ASCII)))).isEqualTo("e33b4ddc9c38f2199c3e7b164fcc0536");
    }

    @Test void theProofIsThatOfTheSpecification() {
        byte[] key = Ntlm.hmac(Md4.of(utf16("Password")), utf16("USER" + "Domain"));
        assertThat(HexFormat.of().formatHex(key)).isEqualTo("0c868a403bfd7a93a3001ef22ef02e3f");
        byte[] target = hex("02000c0044006f006d00610069006e0001000c005300650072007600650072000000" + "0000");
        byte[] response = Ntlm.response(key, hex("0123456789abcdef"), target, hex("aa".repeat(8)), new byte[8]);
        assertThat(HexFormat.of().formatHex(response, 0, 16)).isEqualTo("68cd0ab851e51c96aabc927bebef6a1c");
    }

    @Test void aHandshakeServesManyCallsAndCarriesNoRequestTwice() {
        try (ExchangeLab lab = new ExchangeLab()) {
            lab.exchange.ntlmOnly();
            CalendarStore store = ExchangeLab.open(lab.exchange.url(), Scheme.NTLM, "CORP\\ivanov", "own");
            for (int i = 0; i < 5; i++) {
                assertThat(store.calendars()).hasSize(1);
            }
            assertThat(lab.exchange.calls("FindFolder")).isEqualTo(5);
            assertThat(lab.exchange.calls()).extracting(call -> call.login()).containsOnly("CORP\\ivanov");
        }
    }

    @Test void connectionsOfTwoLoginsAreNeverShared() {
        try (ExchangeLab lab = new ExchangeLab()) {
            lab.exchange.addMailbox("petrov@corp.test", "Петров");
            lab.exchange.addLogin("CORP\\petrov", Secret.of("his"), "petrov@corp.test").ntlmOnly();
            CalendarStore one = ExchangeLab.open(lab.exchange.url(), Scheme.NTLM, "CORP\\ivanov", "own");
            CalendarStore two = ExchangeLab.open(lab.exchange.url(), Scheme.NTLM, "CORP\\petrov", "his");
            int before = lab.exchange.calls().size();
            one.calendars();
            two.calendars();
            one.calendars();
            List<String> logins = lab.exchange.calls().stream().skip(before).map(call -> call.login()).toList();
            assertThat(logins.get(0)).isEqualTo("CORP\\ivanov");
            assertThat(logins).contains("CORP\\petrov");
            assertThat(logins.get(logins.size() - 1)).isEqualTo("CORP\\ivanov");
        }
    }

    @Test void aWrongPasswordIsRefusedOnce() {
        try (ExchangeLab lab = new ExchangeLab()) {
            lab.exchange.ntlmOnly();
            assertThatThrownBy(() -> ExchangeLab.open(lab.exchange.url(), Scheme.NTLM, "CORP\\ivanov", "wrong")).isInstanceOfSatisfying(MigrationException.class, e -> {
                assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT);
                assertThat(e).hasMessageContaining("refused the login of CORP\\ivanov").hasMessageNotContaining("wrong");
            });
            assertThat(lab.exchange.calls()).isEmpty();
        }
    }

    @Test void aServerWithoutNtlmIsSaidSo() {
        try (ExchangeLab lab = new ExchangeLab()) {
            assertThatThrownBy(() -> ExchangeLab.open(lab.exchange.url(), Scheme.NTLM, "CORP\\ivanov", "own"))
                .isInstanceOf(MigrationException.class).hasMessageContaining("does not offer NTLM");
        }
    }
}
