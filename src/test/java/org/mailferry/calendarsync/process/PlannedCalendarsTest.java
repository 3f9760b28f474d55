package org.mailferry.calendarsync.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarJob;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarPolicy.Authority;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Policies.Coexistence;
import org.mailferry.plan.Systems;

class PlannedCalendarsTest {
    static final CalendarServer EXCHANGE = new CalendarServer(CalendarServer.Protocol.EWS, Optional.of("https://old.test/EWS/Exchange.asmx"),
        CalendarServer.Scheme.NTLM, CalendarServer.Mode.IMPERSONATION, Optional.of("corp\\service"), Optional.of(SecretReference.parse("env:EWS")));
    static final CalendarServer DAV = new CalendarServer(CalendarServer.Protocol.CALDAV, Optional.empty(), CalendarServer.Scheme.BASIC,
        CalendarServer.Mode.OWN_PASSWORD, Optional.empty(), Optional.empty());
    private static final MailboxId M0 = MailboxId.parse("p/m0@old.test");

    private final PlannedWorld world = new PlannedWorld();
    private final PlannedCalendars calendars = new PlannedCalendars(world.plans, world.members);

    @Test void aServiceLoginActsForTheMailboxAndAnOwnPasswordIsItsOwnEvenWhereMailIsOpenedByAMasterUser() {
        world.calendars = Optional.of(new Systems.Calendars(EXCHANGE, DAV));
        world.credentialMode = CredentialMode.MASTER_USER;
        CalendarJob job = calendars.of(M0);
        assertThat(job.mailbox()).isEqualTo(M0);
        assertThat(job.source()).isEqualTo(new CalendarAccount(EmailAddress.parse("m0@old.test"), CalendarAccount.Protocol.EWS,
            Optional.of("https://old.test/EWS/Exchange.asmx"), CalendarAccount.Scheme.NTLM, "corp\\service", SecretReference.parse("env:EWS"), true));
        assertThat(job.target()).isEqualTo(new CalendarAccount(EmailAddress.parse("m0@new.test"), CalendarAccount.Protocol.CALDAV, Optional.empty(),
            CalendarAccount.Scheme.BASIC, "m0", SecretReference.parse("env:T0")));
    }

    @Test void theTargetDecidesFromTheSwitchUntilTheRollback() {
        world.calendars = Optional.of(new Systems.Calendars(EXCHANGE, DAV));
        world.state = index -> MemberState.CUTTING_OVER;
        assertThat(calendars.of(M0).policy().authority()).as("still working on the source").isEqualTo(Authority.SOURCE);
        world.state = index -> MemberState.SWITCHED;
        world.switchedAt = index -> Optional.of(Instant.EPOCH);
        assertThat(calendars.of(M0).policy().authority()).isEqualTo(Authority.TARGET);
        world.state = index -> MemberState.ROLLED_BACK;
        assertThat(calendars.of(M0).policy().authority()).isEqualTo(Authority.SOURCE);
    }

    @Test void theSourceIsOnlyReadUnlessThePlanSaysTwoWay() {
        world.calendars = Optional.of(new Systems.Calendars(EXCHANGE, DAV));
        assertThat(calendars.duringCoexistence(PlannedWorld.PLAN)).isEqualTo(CalendarPass.COPY);
        world.coexistence = new Coexistence(true, Coexistence.Deletions.BOTH, 30);
        assertThat(calendars.duringCoexistence(PlannedWorld.PLAN)).isEqualTo(CalendarPass.TWO_WAY);
        assertThat(calendars.of(M0).policy().maxVanishedShare()).isEqualTo(0.3);
    }

    @Test void aPlanWithoutCalendarServersHasNoJobs() {
        assertThat(calendars.carried(PlannedWorld.PLAN)).isFalse();
        assertThatThrownBy(() -> calendars.of(M0)).isInstanceOf(MigrationException.class).hasMessageContaining("does not say how calendars are reached");
    }
}
