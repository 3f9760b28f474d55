package org.mailferry.lab.caldav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailferry.kernel.Secret;

/** What the documents ask of a server and our own client does not. */
class CalDavSimulatorTest {
    private static final String ANNA = "anna@corp.test";
    private static final String CALENDAR = "/calendars/anna@corp.test/work/";
    private static final String SPACES = " xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\" xmlns:A=\"http://apple.com/ns/ical/\"";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final CalDavSimulator server = CalDavSimulator.start();

    @BeforeEach void calendar() {
        server.account(ANNA, Secret.of("secret"));
        assertThat(send("MKCALENDAR", CALENDAR, "").statusCode()).isEqualTo(201);
    }

    @AfterEach void close() {
        server.close();
    }

    @Test void aClientFindsItsWayFromTheWellKnownPlace() {
        HttpResponse<String> known = send("PROPFIND", "/.well-known/caldav", "");
        assertThat(known.statusCode()).isEqualTo(301);
        assertThat(known.headers().firstValue("Location")).contains("/");
        assertThat(find("/", "<current-user-principal/>")).contains("/principals/anna@corp.test/");
        assertThat(find("/principals/anna@corp.test/", "<C:calendar-home-set/><C:calendar-user-address-set/>"))
            .contains("/calendars/anna@corp.test/", "mailto:anna@corp.test");
        assertThat(send("OPTIONS", "/", "").headers().firstValue("DAV").orElse("")).contains("calendar-access");
    }

    @Test void onlyWhoLogsInSeesOnlyWhatIsHis() {
        server.account("boris@corp.test", Secret.of("other"));
        assertThat(sendAs("anna@corp.test:wrong", "PROPFIND", "/", "").statusCode()).isEqualTo(401);
        assertThat(sendAs("boris@corp.test:other", "PROPFIND", CALENDAR, "", "Depth", "0").statusCode()).isEqualTo(403);
        server.block(ANNA);
        assertThat(send("PROPFIND", "/", "", "Depth", "0").statusCode()).isEqualTo(401);
    }

    @Test void allOfAChangeOfPropertiesIsDoneOrNothing() {
        String refused = send("PROPPATCH", CALENDAR, "<propertyupdate" + SPACES + "><set><prop><displayname>New</displayname><getetag>x</getetag></prop></set></propertyupdate>").body();
        assertThat(refused).contains("403 Forbidden", "424 Failed Dependency");
        assertThat(find(CALENDAR, "<displayname/>")).contains("404 Not Found").doesNotContain("New");
        send("PROPPATCH", CALENDAR, "<propertyupdate" + SPACES + "><set><prop><displayname>Отдел &amp; co</displayname><A:calendar-color>#102030FF</A:calendar-color>"
            + "<x xmlns=\"urn:own\"><y z=\"1\">w</y></x></prop></set></propertyupdate>");
        assertThat(find(CALENDAR, "<displayname/><A:calendar-color/><x xmlns=\"urn:own\"/>")).contains("Отдел &amp; co", "#102030FF", "z=\"1\">w</y>");
        send("PROPPATCH", CALENDAR, "<propertyupdate" + SPACES + "><remove><prop><displayname/></prop></remove></propertyupdate>");
        assertThat(find(CALENDAR, "<displayname/>")).contains("404 Not Found");
    }

    @ParameterizedTest @CsvSource({"valid-calendar-data,no calendar", "valid-calendar-object-resource,METHOD:PUBLISH", "valid-calendar-object-resource,UID:",
        "supported-calendar-component,VJOURNAL"})
    void whatACalendarMayNotHoldIsRefusedByName(String condition, String fault) {
        String text = switch (fault) {
            case "METHOD:PUBLISH" -> event("u", "").replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH");
            case "UID:" -> event("u", "").replace("UID:u\r\n", "");
            case "VJOURNAL" -> event("u", "").replace("VEVENT", "VJOURNAL");
            default -> fault;
        };
        HttpResponse<String> answer = put("u.ics", text);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains(condition);
    }

    @Test void preconditionsAreKept() {
        String tag = put("u.ics", event("u", "")).headers().firstValue("ETag").orElseThrow();
        assertThat(put("u.ics", event("u", ""), "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(put("u.ics", event("u", "SUMMARY:x"), "If-Match", "\"other\"").statusCode()).isEqualTo(412);
        assertThat(put("u.ics", event("u", "SUMMARY:x"), "If-Match", tag).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", CALENDAR + "u.ics", "", "If-Match", tag).statusCode()).isEqualTo(412);
        assertThat(put("v.ics", event("u", "")).body()).contains("no-uid-conflict", CALENDAR + "u.ics");
        assertThat(sendAs(ANNA + ":secret", "PUT", "/calendars/anna@corp.test/none/u.ics", event("u", "")).statusCode()).isEqualTo(409);
        assertThat(send("GET", CALENDAR + "u.ics", "").body()).isEqualTo(event("u", "SUMMARY:x"));
    }

    @Test void changesComeInPagesThatMissNothing() {
        for (String uid : new String[] {"a", "b", "c"}) {
            put(uid + ".ics", event(uid, ""));
        }
        String first = sync("", 2);
        assertThat(first).contains("a.ics", "b.ics", "507 Insufficient Storage").doesNotContain("c.ics");
        send("DELETE", CALENDAR + "a.ics", "");
        String second = sync(token(first), 0);
        assertThat(second).contains("c.ics", "404 Not Found", "a.ics").doesNotContain("b.ics", "507");
        assertThat(sync(token(second), 0)).doesNotContain(".ics");
        assertThat(sync("urn:x-mailferry-lab:sync:99:1", 0)).contains("valid-sync-token");
    }

    @ParameterizedTest @CsvSource({
        // a single event, 07:00 to 08:00 UTC
        "20260901T080000Z,20260901T090000Z,'',false", "20260901T075959Z,20260901T090000Z,'',true", "20260901T060000Z,20260901T070000Z,'',false",
        // its series, of which one day is cancelled
        "20260908T070000Z,20260908T080000Z,RRULE:FREQ=WEEKLY;COUNT=3,true", "20260922T070000Z,20260922T080000Z,RRULE:FREQ=WEEKLY;COUNT=3,false",
        "20260908T070000Z,20260908T080000Z,RRULE:FREQ=WEEKLY;UNTIL=20260908T070000Z,true", "20260915T070000Z,20260915T080000Z,RRULE:FREQ=WEEKLY;UNTIL=20260908T070000Z,false",
        "20260908T070000Z,20260908T080000Z,RRULE:FREQ=WEEKLY;COUNT=3|EXDATE:20260908T070000Z,false"})
    void aQueryFindsWhatTakesPlaceInItsTime(String from, String to, String more, boolean found) {
        put("u.ics", event("u", more.replace("|", "\r\n")));
        assertThat(query("<C:time-range start=\"" + from + "\" end=\"" + to + "\"/>").contains("u.ics")).isEqualTo(found);
    }

    @Test void aSeriesFollowsTheClockOfItsZone() {
        for (String zone : new String[] {"Europe/Berlin", "Own"}) {
            String berlin = "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
                + "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
            put("z.ics", event("z", "RRULE:FREQ=WEEKLY").replace("DTSTART:20260901T070000Z", "DTSTART;TZID=" + zone + ":20260901T090000")
                .replace("DTEND:20260901T080000Z", "DTEND;TZID=" + zone + ":20260901T093000").replace("BEGIN:VEVENT", berlin + "BEGIN:VEVENT"));
            assertThat(query("<C:time-range start=\"20261020T070000Z\" end=\"20261020T073000Z\"/>")).as(zone).contains("z.ics");
            assertThat(query("<C:time-range start=\"20261027T073000Z\" end=\"20261027T080000Z\"/>")).as(zone).doesNotContain("z.ics");
            assertThat(query("<C:time-range start=\"20261027T080000Z\" end=\"20261027T083000Z\"/>")).as(zone).contains("z.ics");
        }
    }

    @Test void aQueryLooksAtPropertiesAndParameters() {
        put("u.ics", event("u", "SUMMARY:Планёрка\\, common\r\nATTENDEE;PARTSTAT=DECLINED;SCHEDULE-AGENT=CLIENT:mailto:b@corp.test"));
        put("v.ics", event("v", "SUMMARY:Other"));
        assertThat(query("<C:prop-filter name=\"SUMMARY\"><C:text-match>, COMMON</C:text-match></C:prop-filter>")).contains("u.ics").doesNotContain("v.ics");
        assertThat(query("<C:prop-filter name=\"SUMMARY\"><C:text-match negate-condition=\"yes\">common</C:text-match></C:prop-filter>")).contains("v.ics").doesNotContain("u.ics");
        assertThat(query("<C:prop-filter name=\"ATTENDEE\"><C:is-not-defined/></C:prop-filter>")).contains("v.ics").doesNotContain("u.ics");
        assertThat(query("<C:prop-filter name=\"ATTENDEE\"><C:param-filter name=\"PARTSTAT\"><C:text-match>declined</C:text-match></C:param-filter></C:prop-filter>"))
            .contains("u.ics").doesNotContain("v.ics");
        assertThat(query("<C:prop-filter name=\"SUMMARY\"><C:text-match collation=\"i;own\">x</C:text-match></C:prop-filter>")).contains("supported-collation");
    }

    @Test void peopleAreToldOfWhatConcernsThem() {
        String people = "ORGANIZER:mailto:anna@corp.test\r\nATTENDEE:mailto:anna@corp.test\r\nATTENDEE:mailto:b@corp.test\r\nATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:c@corp.test";
        put("u.ics", event("u", people));
        assertThat(told()).containsExactly("REQUEST b@corp.test");
        put("u.ics", event("u", people).replace("DTSTAMP:20260801", "DTSTAMP:20260802"));
        assertThat(told()).as("nothing that matters").hasSize(1);
        put("u.ics", event("u", people).replace(";SCHEDULE-AGENT=CLIENT", ""));
        assertThat(told()).as("one is served from now on").containsExactly("REQUEST b@corp.test", "REQUEST c@corp.test");
        put("u.ics", event("u", people.replace("ATTENDEE:mailto:b@corp.test", "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:b@corp.test")));
        assertThat(told().subList(2, 4)).as("nobody is served any more").containsExactlyInAnyOrder("CANCEL b@corp.test", "CANCEL c@corp.test");
        send("DELETE", CALENDAR + "u.ics", "");
        assertThat(told()).hasSize(4);
    }

    @Test void anAttendeesAnswerAndHisDeletionGoToTheOrganizer() {
        String invited = "ORGANIZER:mailto:b@corp.test\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:anna@corp.test";
        put("u.ics", event("u", invited));
        assertThat(told()).isEmpty();
        put("u.ics", event("u", invited.replace("NEEDS-ACTION", "ACCEPTED")));
        send("DELETE", CALENDAR + "u.ics", "", "Schedule-Reply", "F");
        assertThat(told()).containsExactly("REPLY b@corp.test");
        put("u.ics", event("u", invited));
        send("DELETE", CALENDAR + "u.ics", "");
        assertThat(told()).containsExactly("REPLY b@corp.test", "REPLY b@corp.test");
    }

    @Test void aServerThatObeysNobodyInvitesRegardless() {
        server.invitesRegardless(true);
        put("u.ics", event("u", "ORGANIZER;SCHEDULE-AGENT=CLIENT:mailto:anna@corp.test\r\nATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:b@corp.test"));
        assertThat(server.messages()).singleElement().satisfies(message -> {
            assertThat(message.recipient()).isEqualTo("b@corp.test");
            assertThat(message.calendar()).contains("METHOD:REQUEST").doesNotContain("SCHEDULE-AGENT");
        });
    }

    private java.util.List<String> told() {
        return server.messages().stream().map(message -> message.method() + " " + message.recipient()).toList();
    }

    private String query(String filter) {
        return send("REPORT", CALENDAR, "<C:calendar-query" + SPACES + "><prop><getetag/><C:calendar-data/></prop><C:filter><C:comp-filter name=\"VCALENDAR\">"
            + "<C:comp-filter name=\"VEVENT\">" + filter + "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>", "Depth", "1").body();
    }

    private String sync(String token, int limit) {
        return send("REPORT", CALENDAR, "<sync-collection" + SPACES + "><sync-token>" + token + "</sync-token><sync-level>1</sync-level>"
            + (limit == 0 ? "" : "<limit><nresults>" + limit + "</nresults></limit>") + "<prop><getetag/></prop></sync-collection>", "Depth", "0").body();
    }

    private static String token(String answer) {
        return answer.replaceAll("(?s).*<sync-token>(.*)</sync-token>.*", "$1");
    }

    private String find(String path, String properties) {
        return send("PROPFIND", path, "<propfind" + SPACES + "><prop>" + properties + "</prop></propfind>", "Depth", "0").body();
    }

    private static String event(String uid, String more) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20260801T000000Z\r\nDTSTART:20260901T070000Z\r\n"
            + "DTEND:20260901T080000Z\r\n" + (more.isEmpty() ? "" : more + "\r\n") + "END:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    private HttpResponse<String> put(String name, String text, String... headers) {
        return send("PUT", CALENDAR + name, text, headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        return sendAs(ANNA + ":secret", method, path, body, headers);
    }

    private HttpResponse<String> sendAs(String login, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url()).resolve(path)).version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
