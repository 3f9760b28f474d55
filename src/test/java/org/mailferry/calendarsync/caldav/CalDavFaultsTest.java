package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.CALENDAR;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.answer;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.found;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.gone;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.multistatus;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/** What servers do wrong, and what the documents allow but no server at hand does. */
class CalDavFaultsTest {
    private static final CalendarCollection WORK = new CalendarCollection(CALENDAR, "Work", Optional.empty(), Set.of("VEVENT"));
    private static final String OURS = CALENDAR + "u1.ics";
    private static final String ITEM = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    private static final String ERROR = "<D:error xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">";
    private static final String CONFLICT = "<C:no-uid-conflict><D:href>/home/work/theirs.ics</D:href></C:no-uid-conflict></D:error>";

    private final ScriptedDavServer server = new ScriptedDavServer().withHome();
    private CalendarStore store;

    @BeforeEach void open() {
        store = RealCalendars.stores().open(RealCalendars.account(server.url()));
        server.forget();
    }

    @AfterEach void stop() {
        server.close();
    }

    @Test void aMultistatusForAPutIsNoSuccess() {
        server.on("PUT " + OURS, multistatus("<D:response><D:href>" + OURS + "</D:href><D:status>HTTP/1.1 412 x</D:status>" + ERROR + CONFLICT + "</D:response>"));
        assertThat(create()).isEqualTo(new WriteResult.UidTaken(Optional.of(CALENDAR + "theirs.ics")));
        server.on("PUT " + OURS, multistatus(gone(OURS, 200)));
        assertThat(create()).isInstanceOf(WriteResult.Refused.class);
        server.on("PUT " + OURS, answer(207, "<html>"));
        assertThat(create()).isInstanceOf(WriteResult.Refused.class);
    }

    @ParameterizedTest @ValueSource(ints = {403, 409, 412}) void aUidConflictNamesTheOtherItem(int status) {
        server.on("PUT " + OURS, answer(status, ERROR + CONFLICT)).on("REPORT " + CALENDAR, multistatus(withData("theirs.ics", ITEM)));
        assertThat(create()).isEqualTo(new WriteResult.UidTaken(Optional.of(CALENDAR + "theirs.ics")));
    }

    @Test void ourPlaceTakenByAnotherUidIsSaid() {
        server.on("PUT " + OURS, status(412)).on("GET " + OURS, answer(200, ITEM.replace("u1", "U1")).with("ETag", "\"1\""));
        assertThat(create()).isEqualTo(new WriteResult.Refused("another item, with UID U1, is stored in its place " + OURS));
    }

    @ParameterizedTest @ValueSource(strings = {"", "W/\"weak\""}) void withoutAStrongTagTheItemIsReadAgain(String tag) {
        server.on("PUT " + OURS, status(201).with("ETag", tag)).on("GET " + OURS, answer(200, ITEM).with("ETag", "\"stored\""));
        assertThat(create()).isEqualTo(new WriteResult.Written(new ItemVersion(OURS, "\"stored\"")));
    }

    @Test void everyWriteNamesWhatItStartsFromAndAsksForSilence() {
        server.on("PUT " + OURS, status(201).with("ETag", "\"1\""));
        create();
        assertThat(server.last().headers()).containsEntry("if-none-match", "*").containsEntry("schedule-reply", "F");
        assertThat(server.last().body()).isEqualTo(ITEM);
        server.on("GET " + OURS, answer(200, ITEM).with("ETag", "\"1\"")).on("DELETE " + OURS, status(204));
        store.replace(WORK, new ItemVersion(OURS, "\"1\""), item());
        assertThat(server.last().headers()).containsEntry("if-match", "\"1\"").containsEntry("schedule-reply", "F");
        store.delete(WORK, new ItemVersion(OURS, "\"1\""));
        assertThat(server.last().headers()).containsEntry("if-match", "\"1\"").containsEntry("schedule-reply", "F");
        assertThat(server.lines()).noneMatch(line -> line.startsWith("POST"));
    }

    @Test void aLoudItemSendsNotOneByte() {
        ContentLines loud = ContentLines.parse(ITEM.replace("UID:u1", "UID:u1\r\nATTENDEE:mailto:a@corp.test"));
        assertThatThrownBy(() -> store.create(WORK, SilentItem.require(loud))).isInstanceOf(MigrationException.class);
        assertThatThrownBy(() -> store.create(WORK, new SilentItem("u1", loud))).isInstanceOf(MigrationException.class);
        assertThat(server.heard()).isEmpty();
    }

    @Test void nothingOutsideTheCalendarIsWritten() {
        for (String id : List.of("/home/outbox/x", CALENDAR, CALENDAR + "a/b.ics", "/home/worker.ics")) {
            assertThatThrownBy(() -> store.delete(WORK, new ItemVersion(id, "\"1\""))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.replace(WORK, new ItemVersion(id, "\"1\""), item())).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(server.heard()).isEmpty();
    }

    @ParameterizedTest @ValueSource(ints = {400, 413, 415}) void aRefusedItemIsAResult(int status) {
        server.on("PUT " + OURS, answer(status, "Main component missing"));
        assertThat(create()).isEqualTo(new WriteResult.Refused("the server answered " + status + " Main component missing"));
    }

    @Test void aConditionAboutTheItemIsAResultAndOneAboutRightsIsNot() {
        server.on("PUT " + OURS, answer(403, ERROR + "<C:max-resource-size/></D:error>"));
        assertThat(create()).isEqualTo(new WriteResult.Refused("the server answered 403 max-resource-size"));
        server.on("PUT " + OURS, answer(403, ERROR + "<D:need-privileges/></D:error>"));
        assertFails(FailureKind.PERMANENT, this::create);
        for (int status : new int[] {404, 405, 507, 501, 302}) {
            server.on("PUT " + OURS, status(status));
            assertFails(FailureKind.PERMANENT, this::create);
        }
        server.on("PUT " + OURS, status(409));
        server.on("REPORT " + CALENDAR, multistatus(""));
        assertFails(FailureKind.PERMANENT, this::create);
        server.on("PUT " + OURS, status(500));
        assertFails(FailureKind.TRANSIENT, this::create);
    }

    @ParameterizedTest @ValueSource(ints = {423, 429, 503}) void aDelayThatIsAskedForIsHandedOn(int status) {
        server.on("PUT " + OURS, status(status).with("Retry-After", "7"));
        assertThat(assertFails(FailureKind.THROTTLED, this::create).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(server.heard()).hasSize(1);
    }

    @ParameterizedTest @ValueSource(ints = {400, 403, 404, 405, 409, 410, 412, 415, 500, 501, 507, 200}) void aRefusedTokenMeansAFullListing(int status) {
        server.on("REPORT " + CALENDAR, answer(status, ERROR + "<D:valid-sync-token/></D:error>"))
            .on("PROPFIND " + CALENDAR, multistatus(found(CALENDAR, "<D:sync-token>t2</D:sync-token>")),
                multistatus(found(CALENDAR, "<D:resourcetype><D:collection/></D:resourcetype>") + ScriptedDavServer.item(OURS, "\"1\"")));
        CalendarChanges changes = store.changes(WORK, Optional.of("t1"));
        assertThat(changes).isEqualTo(new CalendarChanges(true, List.of(new ItemVersion(OURS, "\"1\"")), Set.of(), Optional.of("t2")));
    }

    @Test void aBusyServerIsNotAskedForMore() {
        server.on("REPORT " + CALENDAR, status(503));
        assertFails(FailureKind.TRANSIENT, () -> store.changes(WORK, Optional.of("t1")));
        assertThat(server.heard()).hasSize(1);
    }

    @Test void truncatedAnswersAreJoined() {
        server.on("REPORT " + CALENDAR,
            multistatus(ScriptedDavServer.item(OURS, "\"1\"") + ScriptedDavServer.item(CALENDAR + "b.ics", "\"1\"") + gone(CALENDAR, 507) + "<D:sync-token>t2</D:sync-token>"),
            multistatus(ScriptedDavServer.item(OURS, "\"2\"") + gone(CALENDAR + "b.ics", 404) + gone("/home/work", 507) + "<D:sync-token>t3</D:sync-token>"),
            multistatus(ScriptedDavServer.item(CALENDAR + "c.ics", "\"1\"") + "<D:sync-token>t4</D:sync-token>"));
        assertThat(store.changes(WORK, Optional.of("t1"))).isEqualTo(new CalendarChanges(false,
            List.of(new ItemVersion(OURS, "\"2\""), new ItemVersion(CALENDAR + "c.ics", "\"1\"")), Set.of(CALENDAR + "b.ics"), Optional.of("t4")));
        assertThat(server.heard()).extracting(heard -> heard.body().replaceAll(".*<sync-token>(.*)</sync-token>.*", "$1")).containsExactly("t1", "t2", "t3");
    }

    @Test void truncationWithoutProgressMeansAFullListing() {
        server.on("REPORT " + CALENDAR, multistatus(gone(CALENDAR, 507) + "<D:sync-token>t1</D:sync-token>")).on("PROPFIND " + CALENDAR, multistatus(""));
        assertThat(store.changes(WORK, Optional.of("t1")).whole()).isTrue();
        assertThat(server.lines()).containsExactly("REPORT " + CALENDAR, "REPORT " + CALENDAR, "REPORT " + CALENDAR,
            "PROPFIND " + CALENDAR, "PROPFIND " + CALENDAR);
    }

    @Test void whatVanishedOnOnePageAndCameBackOnTheNextIsThere() {
        server.on("REPORT " + CALENDAR, multistatus(gone(OURS, 404) + gone(CALENDAR, 507) + "<D:sync-token>t2</D:sync-token>"),
            multistatus(ScriptedDavServer.item(OURS, "\"2\"") + "<D:sync-token>t3</D:sync-token>"));
        CalendarChanges changes = store.changes(WORK, Optional.of("t1"));
        assertThat(changes.changed()).containsExactly(new ItemVersion(OURS, "\"2\""));
        assertThat(changes.vanished()).isEmpty();
    }

    @Test void aListingThatLacksATagIsNotTakenForWhole() {
        server.on("PROPFIND " + CALENDAR, multistatus(found(OURS, "")));
        assertFails(FailureKind.TRANSIENT, () -> store.changes(WORK, Optional.empty()));
    }

    @ParameterizedTest @ValueSource(strings = {
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><multistatus xmlns=\"DAV:\">&b;</multistatus>",
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><multistatus xmlns=\"DAV:\"/>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><multistatus xmlns=\"DAV:\">&a;</multistatus>",
        "<multistatus xmlns=\"DAV:\">&unknown;</multistatus>",
        "<multistatus xmlns=\"DAV:\">", "<html/>", "", "plain", "<multistatus xmlns=\"urn:other\"/>", "\u0000\u0001",
    }) void xmlThatIsHostileOrNoneIsNoAnswer(String body) {
        server.on("PROPFIND " + CALENDAR, answer(207, body));
        assertFails(FailureKind.PERMANENT, () -> store.changes(WORK, Optional.empty()));
    }

    @Test void absurdlyDeepXmlIsNoAnswer() {
        server.on("PROPFIND " + CALENDAR, multistatus("<a>".repeat(100_000)));
        assertFails(FailureKind.PERMANENT, () -> store.changes(WORK, Optional.empty()));
        server.on("PROPFIND " + CALENDAR, multistatus("<a/>".repeat(600_000)));
        assertFails(FailureKind.PERMANENT, () -> store.changes(WORK, Optional.empty()));
    }

    @Test void theSameItemByAnotherSpellingIsTheSame() {
        String id = CALENDAR + "%D0%B0@x.ics";
        for (String href : List.of("/home/work/%d0%b0%40x.ics", server.url() + "home/work/%D0%B0@x.ics", "/home/./work/а@x.ics", "%D0%B0%40x.ics")) {
            server.on("REPORT " + CALENDAR, multistatus(ScriptedDavServer.item(href, "\"1\"") + "<D:sync-token>t</D:sync-token>"));
            assertThat(store.changes(WORK, Optional.empty()).changed()).as(href).containsExactly(new ItemVersion(id, "\"1\""));
        }
    }

    @Test void whatTheBatchLeavesOutOrSpoilsIsReadAlone() {
        server.on("REPORT " + CALENDAR, multistatus(withData("other.ics", ITEM)), answer(207, multistatusWith("&#x1B;")))
            .on("GET " + OURS, answer(200, ITEM).with("ETag", "\"1\""));
        for (int round = 0; round < 2; round++) {
            ItemsRead read = store.read(WORK, List.of(OURS));
            assertThat(read.items()).extracting(CalendarItem::version).containsExactly(new ItemVersion(OURS, "\"1\""));
        }
        assertThat(server.lines()).containsExactly("REPORT " + CALENDAR, "GET " + OURS, "REPORT " + CALENDAR, "GET " + OURS);
    }

    @Test void oneBadItemCostsOneItem() {
        server.on("REPORT " + CALENDAR, multistatus(withData("u1.ics", ITEM) + withData("b.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")))
            .on("GET " + CALENDAR + "c.ics", status(500)).on("GET " + CALENDAR + "d.ics", answer(200, "x".repeat(9 << 20)).with("ETag", "\"1\""));
        ItemsRead read = store.read(WORK, List.of(OURS, CALENDAR + "b.ics", CALENDAR + "c.ics", CALENDAR + "d.ics"));
        assertThat(read.items()).hasSize(1);
        assertThat(read.unreadable()).containsOnlyKeys(CALENDAR + "b.ics", CALENDAR + "c.ics", CALENDAR + "d.ics")
            .containsEntry(CALENDAR + "b.ics", "An item is truncated: VEVENT has no end");
    }

    @Test void anItemInCdataIsRead() {
        server.on("REPORT " + CALENDAR, multistatus(withData("u1.ics", "<![CDATA[" + ITEM.replace("UID:u1", "UID:a&b<c") + "]]>")));
        assertThat(store.read(WORK, List.of(OURS)).items()).extracting(CalendarItem::uid).containsExactly("a&b<c");
    }

    @Test void aBatchThatIsTooLongIsHalved() {
        server.on("REPORT " + CALENDAR, answer(207, "x".repeat(9 << 20)), multistatus(withData("u1.ics", ITEM)), multistatus(withData("b.ics", ITEM)));
        assertThat(store.read(WORK, List.of(OURS, CALENDAR + "b.ics")).items()).hasSize(2);
        assertThat(server.heard()).hasSize(3);
    }

    @Test void aServerWithoutMkcalendarIsAskedInAnotherWay() {
        String path = ScriptedDavServer.HOME + Names.ofCalendar("k") + "/";
        String type = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>";
        server.on("MKCALENDAR " + path, status(501)).on("MKCOL " + path, status(201)).on("PROPPATCH " + path, multistatus(""))
            .on("PROPFIND " + path, status(404), multistatus(found(path, type)), multistatus(found(path, type + "<D:displayname>Отпуск</D:displayname>")));
        assertThat(store.create(NewCalendar.ofEvents("k", "Отпуск")).name()).isEqualTo("Отпуск");
        assertThat(server.lines()).contains("MKCOL " + path, "PROPPATCH " + path);
    }

    @Test void aCalendarThatIsNotMadeIsAFailure() {
        assertFails(FailureKind.PERMANENT, () -> store.create(NewCalendar.ofEvents("k", "x")));
    }

    private WriteResult create() {
        return store.create(WORK, item());
    }

    private static SilentItem item() {
        return SilentItem.require(ContentLines.parse(ITEM));
    }

    private static String withData(String name, String text) {
        return found(CALENDAR + name, "<D:getetag>\"1\"</D:getetag><C:calendar-data>" + text + "</C:calendar-data>");
    }

    private static String multistatusWith(String summary) {
        return new String(multistatus(withData("u1.ics", ITEM.replace("UID:u1", "UID:u1\r\nSUMMARY:" + summary))).body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static MigrationException assertFails(FailureKind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        MigrationException failure = catchThrowableOfType(MigrationException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return failure;
    }
}
