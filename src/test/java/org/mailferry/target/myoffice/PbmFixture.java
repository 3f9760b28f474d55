package org.mailferry.target.myoffice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailferry.http.HttpCalls;
import org.mailferry.http.HttpSettings;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.lab.pbm.PbmCall;
import org.mailferry.lab.pbm.PbmSimulator;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.TargetSystem.AdminApi;
import org.springframework.util.unit.DataSize;

/** A PBM of one tenant on a clock that the test moves, and our side of it. */
final class PbmFixture implements AutoCloseable {
    static final String CREATOR_PASSWORD = "canary-Creator1";
    static final EmailAddress ANNA = EmailAddress.parse("anna@corp.test");

    final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T12:00:00Z"));
    final MemorySecrets secrets = new MemorySecrets().with("env:PBM", CREATOR_PASSWORD).with("env:ANNA", "canary-Anna1");
    final HttpCalls http = new HttpCalls(new HttpSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5),
        Duration.ofSeconds(5), DataSize.ofMegabytes(1), null), clock);
    final PbmSimulator pbm;
    final AdminApi api;
    final PbmClient client;
    final MyOfficePlatform platform;

    PbmFixture() {
        this(settings -> settings, "creator@corp.test");
    }

    PbmFixture(UnaryOperator<PbmSimulator.Settings> change, String login) {
        this(change, login, "default");
    }

    PbmFixture(UnaryOperator<PbmSimulator.Settings> change, String login, String tenant) {
        pbm = new PbmSimulator(0, change.apply(PbmSimulator.Settings.of("corp.test", Secret.of(CREATOR_PASSWORD))), clock);
        api = new AdminApi(pbm.url(), tenant, login, SecretReference.parse("env:PBM"));
        client = new PbmClient(http, secrets, clock, api);
        platform = platformOver(client);
    }

    MyOfficePlatform platformOver(PbmClient other) {
        return new MyOfficePlatform(other, new InitialPasswords(secrets, secrets, new java.security.SecureRandom()),
            new PasswordRules(org.mailferry.kernel.PasswordPolicy.DEFAULT));
    }

    static DesiredAccount anna(String password) {
        return new DesiredAccount(ANNA, "Анна", "Иванова", List.of(EmailAddress.parse("a.ivanova@corp.test"), EmailAddress.parse("info@corp.test")),
            Optional.of(1_500_000_000L), SecretReference.parse(password));
    }

    long calls(String kind) {
        return pbm.calls().stream().map(PbmCall::kind).filter(kind::equals).count();
    }

    @Override public void close() {
        pbm.close();
    }

    static final class MovableClock extends Clock {
        private volatile Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
