package org.mailferry.calendarsync.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarAccount.Scheme;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.ews.EwsEvent;
import org.mailferry.lab.ews.EwsFault;
import org.mailferry.lab.ews.EwsItem;

/** What Exchange does when it is busy, broken, moved or asked by the wrong one. */
class EwsFaultsTest {
    private final ExchangeLab lab = new ExchangeLab();

    @AfterEach void stop() {
        assertThat(lab.exchange.invitations()).isEmpty();
        lab.close();
    }

    private EwsItem event(String subject) {
        return lab.mailbox.calendar().put(EwsEvent.titled(subject).uid("uid-" + subject)
            .at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), "Russian Standard Time"));
    }

    private static CalendarCollection calendar(CalendarStore store) {
        return store.calendars().get(0);
    }

    private static SilentItem item(String uid) {
        return SilentItem.require(ContentLines.parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:" + uid
            + "\r\nDTSTAMP:20260801T000000Z\r\nDTSTART:20260901T070000Z\r\nDTEND:20260901T080000Z\r\nSUMMARY:s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    private static MigrationException failure(ThrowingCallable call) {
        MigrationException[] caught = new MigrationException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(MigrationException.class, e -> caught[0] = e);
        return caught[0];
    }

    @Test void theDelayOfABusyServerIsObeyedWhereverItStands() {
        CalendarStore store = lab.open();
        CalendarCollection calendar = calendar(store);
        for (EwsFault busy : List.of(EwsFault.busy(Duration.ofMillis(90_500)), EwsFault.busyMessage(Duration.ofMillis(90_500)))) {
            lab.exchange.faults().next("SyncFolderItems", busy);
            MigrationException e = failure(() -> store.changes(calendar, Optional.empty()));
            assertThat(e.kind()).isEqualTo(FailureKind.THROTTLED);
            assertThat(e.retryAfter()).contains(Duration.ofMillis(90_500));
        }
        lab.exchange.faults().next("GetItem", EwsFault.busyMessage(Duration.ofDays(30)));
        ItemVersion version = new ItemVersion(event("a").id(), "");
        assertThat(failure(() -> store.read(calendar, List.of(version.id()))).retryAfter()).contains(Duration.ofHours(1));
        assertThat(store.read(calendar, List.of(version.id())).items()).hasSize(1);
    }

    @Test void anIllegalCharacterCostsOneItemsTextAndNoItem() {
        CalendarStore store = lab.open();
        List<String> ids = List.of(event("a").id(), event("b").id(), event("c").id());
        lab.exchange.faults().next("GetItem", EwsFault.illegalCharacter());
        ItemsRead read = store.read(calendar(store), ids);
        assertThat(read.items()).hasSize(3).allSatisfy(item -> assertThat(item.remarks()).noneMatch(remark -> remark.contains("XML")));

        lab.exchange.faults().next("GetItem", EwsFault.illegalCharacter());
        lab.exchange.faults().next("GetItem", EwsFault.illegalCharacter());
        ItemsRead again = store.read(calendar(store), ids);
        assertThat(again.items()).hasSize(3);
        assertThat(again.items().stream().filter(item -> item.remarks().stream().anyMatch(remark -> remark.contains("XML")))).hasSize(1);
        assertThat(again.unreadable()).isEmpty();
    }

    @Test void oneBadItemCostsOneItem() {
        CalendarStore store = lab.open();
        EwsItem bad = event("bad");
        bad.trouble("ErrorItemCorrupt");
        EwsItem gone = event("gone");
        EwsItem good = event("good");
        lab.mailbox.calendar().delete(gone);
        ItemsRead read = store.read(calendar(store), List.of(bad.id(), gone.id(), good.id()));
        assertThat(read.items()).singleElement().satisfies(item -> assertThat(item.uid()).isEqualTo("uid-good"));
        assertThat(read.vanished()).containsExactly(gone.id());
        assertThat(read.unreadable()).containsOnlyKeys(bad.id());
        assertThat(read.unreadable().get(bad.id())).contains("ErrorItemCorrupt");
    }

    @Test void anItemWithoutMimeIsMadeOfItsProperties() {
        lab.exchange.quirks().mimeRefused(true);
        CalendarStore store = lab.open();
        String id = event("a").id();
        assertThat(store.read(calendar(store), List.of(id)).items()).singleElement().satisfies(item -> {
            assertThat(item.lines().named("SUMMARY")).hasSize(1);
            assertThat(item.remarks()).isNotEmpty();
        });
    }

    @Test void aCutAnswerIsTemporary() {
        CalendarStore store = lab.open();
        lab.exchange.faults().next("FindFolder", EwsFault.cutAnswer());
        assertThat(failure(store::calendars).kind()).isEqualTo(FailureKind.TRANSIENT);
        lab.exchange.faults().next("FindFolder", EwsFault.error("ErrorInternalServerTransientError"));
        assertThat(failure(store::calendars).kind()).isEqualTo(FailureKind.TRANSIENT);
        lab.exchange.faults().next("FindFolder", EwsFault.http(500));
        assertThat(failure(store::calendars).kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(store.calendars()).hasSize(1);
    }

    @Test void aWriteWhoseAnswerWasLostIsFoundAndNotDoubled() {
        CalendarStore store = lab.open();
        CalendarCollection calendar = calendar(store);
        lab.exchange.faults().next("CreateItem", EwsFault.lostAnswer());
        assertThat(failure(() -> store.create(calendar, item("u1"))).kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(store.create(calendar, item("u1"))).isInstanceOf(WriteResult.AlreadyThere.class);
        assertThat(lab.mailbox.calendar().items()).hasSize(1);
        ItemVersion version = store.changes(calendar, Optional.empty()).changed().get(0);
        lab.exchange.faults().next("DeleteItem", EwsFault.lostAnswer());
        assertThat(failure(() -> store.delete(calendar, version)).kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(store.delete(calendar, version)).isInstanceOf(WriteResult.Gone.class);
    }

    @Test void aStateThatIsNoLongerKnownMeansEverything() {
        CalendarStore store = lab.open();
        EwsItem item = event("a");
        CalendarChanges before = store.changes(calendar(store), Optional.empty());
        lab.exchange.forgetSyncStates();
        CalendarChanges after = store.changes(calendar(store), before.token());
        assertThat(after.whole()).isTrue();
        assertThat(after.changed()).containsExactly(new ItemVersion(item.id(), item.changeKey()));
        assertThat(store.changes(calendar(store), after.token()).whole()).isFalse();
    }

    @Test void longListsComeByPage() {
        for (int i = 0; i < 1_100; i++) {
            event("e" + i);
        }
        CalendarStore store = lab.open();
        CalendarChanges all = store.changes(calendar(store), Optional.empty());
        assertThat(all.changed()).hasSize(1_100);
        assertThat(lab.exchange.calls("SyncFolderItems")).isEqualTo(3);
        store.changes(calendar(store), all.token());
        assertThat(lab.exchange.calls("SyncFolderItems")).as("an unchanged calendar costs one request").isEqualTo(4);
    }

    @Test void whatConcernsTheMailboxIsSaid() {
        MigrationException denied = failure(() -> ExchangeLab.stores("own", LoginAttempts.UNCOUNTED)
            .open(new org.mailferry.calendarsync.CalendarAccount(org.mailferry.kernel.EmailAddress.parse(ExchangeLab.OWNER), org.mailferry.calendarsync.CalendarAccount.Protocol.EWS,
                Optional.of(lab.exchange.url()), Scheme.BASIC, "CORP\\ivanov", org.mailferry.kernel.SecretReference.parse("env:X"), true)));
        assertThat(denied.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(denied).hasMessageContaining("ErrorImpersonateUserDenied").hasMessageContaining("ApplicationImpersonation");

        CalendarStore store = lab.open();
        lab.mailbox.trouble("ErrorMailboxMoveInProgress");
        assertThat(failure(store::calendars).kind()).isEqualTo(FailureKind.THROTTLED);
        lab.mailbox.trouble("ErrorMailboxStoreUnavailable");
        assertThat(failure(store::calendars).kind()).isEqualTo(FailureKind.TRANSIENT);
        lab.mailbox.trouble("ErrorNonExistentMailbox");
        assertThat(failure(store::calendars)).hasMessageContaining("primary address").hasMessageContaining(ExchangeLab.OWNER);
    }

    @Test void aRefusedPasswordIsCountedAndNotShown() {
        StringBuilder reported = new StringBuilder();
        LoginAttempts attempts = new LoginAttempts() {
            @Override public Optional<String> refusal(MailAccount account, Secret secret) {
                return Optional.empty();
            }

            @Override public void accepted(MailAccount account, Secret secret) {
                reported.append("accepted ");
            }

            @Override public void refused(MailAccount account, Secret secret, String words) {
                reported.append("refused ");
            }

            @Override public void unclear(MailAccount account, Secret secret) {
                reported.append("unclear ");
            }
        };
        MigrationException e = failure(() -> ExchangeLab.stores("wrong-one", attempts).open(ExchangeLab.account(lab.exchange.url(), Scheme.BASIC, "CORP\\svc")));
        assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(e).hasMessageNotContaining("wrong-one").hasMessageContaining("it offers Basic");
        ExchangeLab.stores("pass", attempts).open(ExchangeLab.account(lab.exchange.url(), Scheme.BASIC, "CORP\\svc"));
        lab.exchange.faults().atCall(1, EwsFault.http(503));
        failure(() -> ExchangeLab.stores("pass", attempts).open(ExchangeLab.account(lab.exchange.url(), Scheme.BASIC, "CORP\\svc")));
        assertThat(reported).hasToString("refused accepted unclear ");
    }

    @Test void documentTypesAndEntitiesAreNotRead() {
        assertThat(XmlElement.parse("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>".getBytes())).isEmpty();
        assertThat(XmlElement.parse("<!DOCTYPE a [<!ENTITY x \"yyyyyyyy\">]><a>&x;&x;</a>".getBytes())).isEmpty();
        assertThat(XmlElement.parse(("<a>".repeat(100) + "</a>".repeat(100)).getBytes())).isEmpty();
        assertThat(XmlElement.parse(LegalXml.of("<a>x&#x1B;y&#0;&#xFFFFFFF;&#13;\u0008&amp;</a>".getBytes())).orElseThrow().characters()).hasToString("xy\r&");
    }
}
