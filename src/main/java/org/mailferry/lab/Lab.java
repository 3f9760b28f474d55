package org.mailferry.lab;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mailferry.kernel.Pacer;
import org.mailferry.lab.caldav.CalDavSimulator;
import org.mailferry.lab.caldav.SchedulingMessage;
import org.mailferry.lab.dns.LabDns;
import org.mailferry.lab.dns.Zone;
import org.mailferry.lab.ews.EwsSimulator;
import org.mailferry.lab.fault.FaultProxy;
import org.mailferry.lab.imap.LabMailServer;
import org.mailferry.lab.ldap.LabDirectory;
import org.mailferry.lab.pbm.PbmSimulator;
import org.mailferry.lab.story.Correspondence;
import org.mailferry.lab.story.Letter;
import org.mailferry.lab.story.Story.Person;
import org.mailferry.lab.story.Story;

/**
 * The whole lab: an old server full of mail and calendars behind a line that can fail, an empty new one whose accounts PBM makes, a
 * directory, two name servers, and the folder with the plan. Everything listens on loopback and is gone when it is closed.
 */
public final class Lab implements AutoCloseable {
    static final String OLD_MX = "mx-old";
    static final String NEW_MX = "mx-new";
    static final List<String> GROUPS = List.of("operators", "change-managers");
    /** Acts for everybody on the old server, as Exchange's role ApplicationImpersonation lets it. */
    static final String CALENDAR_SERVICE = "migration";
    /** Belong to nobody: one writes meetings, the other is invited and must not hear of it. */
    static final List<String> NOBODYS = List.of("mailferry-probe", "mailferry-decoy");
    private static final long CORRESPONDENCE_SEED = 20_251_122;
    private static final long USUAL_TTL_SECONDS = 15;

    private final Story story = Story.read();
    private final LabMailServer source = LabMailServer.start();
    private final LabMailServer target = LabMailServer.start();
    private final FaultProxy sourceLine;
    private final Zone zone;
    private final LabDns firstNameServer;
    private final LabDns secondNameServer;
    private final LabDirectory directory;
    private final PbmSimulator pbm;
    private final EwsSimulator exchange;
    private final CalDavSimulator calendars = CalDavSimulator.start();
    private final LabCalendars entries;
    private final LabFolder folder;
    private volatile Optional<Zone> lagging = Optional.empty();

    private Lab(LabFolder folder, Clock clock, Pacer pacer) {
        this.folder = folder;
        sourceLine = FaultProxy.start(source.imapPort(), pacer);
        zone = new Zone(story.domain(), USUAL_TTL_SECONDS).ns("ns1." + story.domain()).ns("ns2." + story.domain());
        firstNameServer = LabDns.start(() -> zone);
        secondNameServer = LabDns.start(() -> lagging.orElse(zone));
        directory = LabDirectory.start(folder.secret("directory").reveal());
        exchange = new EwsSimulator(clock).ntlmOnly().addImpersonatingLogin(CALENDAR_SERVICE, folder.secret("calendar-service")).start();
        entries = new LabCalendars(story, LocalDate.now(clock));
        pbm = new PbmSimulator(0, PbmSimulator.Settings.of(story.domain(), folder.secret("pbm")), clock);
    }

    /** Starts the servers, fills them and writes the plan's folder into the directory. */
    public static Lab start(Path directory, Clock clock, Pacer pacer) {
        Lab lab = new Lab(new LabFolder(directory), clock, pacer);
        lab.fillDirectory();
        lab.fillZone();
        lab.fillSource(LocalDate.now(clock));
        lab.entries.fill(lab.exchange);
        lab.openGroupMailboxes();
        lab.openNobodysMailboxes();
        lab.calendars.follow(message -> lab.deliver(message, clock.instant()));
        lab.pbm.follow(lab::followAccount);
        new LabPlan(lab).write();
        return lab;
    }

    public Story story() {
        return story;
    }

    public LabMailServer source() {
        return source;
    }

    public LabMailServer target() {
        return target;
    }

    public FaultProxy sourceLine() {
        return sourceLine;
    }

    public Zone zone() {
        return zone;
    }

    public PbmSimulator pbm() {
        return pbm;
    }

    /** The calendars of the old server. */
    public EwsSimulator exchange() {
        return exchange;
    }

    /** The calendars of the new server. */
    public CalDavSimulator calendars() {
        return calendars;
    }

    public LabFolder folder() {
        return folder;
    }

    /** How many tasks were announced to the group. */
    int announcementsTo(String group) {
        return target.letters(groupAddress(group), "INBOX").size();
    }

    String groupAddress(String group) {
        return group + "@" + story.domain();
    }

    String nobodysAddress(String name) {
        return name + "@" + story.domain();
    }

    /** A person enters something into his calendar on the old server. */
    void enter(Person person, LocalDate today) {
        entries.enter(person, today);
    }

    int directoryPort() {
        return directory.port();
    }

    List<Integer> nameServerPorts() {
        return List.of(firstNameServer.port(), secondNameServer.port());
    }

    /** The second name server keeps answering what it knows now, or catches up. */
    void lagSecondNameServer(boolean lag) {
        lagging = lag ? Optional.of(zone.copy()) : Optional.empty();
    }

    boolean secondNameServerLags() {
        return lagging.isPresent();
    }

    /** Gives the mailbox on the old server the password that the plan knows. */
    void rightPassword(Person person) {
        source.account(story.address(person), story.address(person), folder.secret("source-" + person.login()).reveal());
    }

    /** Nobody listens on the old server any more. */
    void switchOffSource() {
        sourceLine.close();
        source.switchOff();
        exchange.close();
    }

    @Override public void close() {
        sourceLine.close();
        source.close();
        target.close();
        firstNameServer.close();
        secondNameServer.close();
        directory.close();
        pbm.close();
        exchange.close();
        calendars.close();
        folder.delete();
    }

    private void fillDirectory() {
        everybody(person -> directory.person(person.login(), person.given(), person.family(), person.title(), story.address(person), story.aliases(person)));
    }

    private void openGroupMailboxes() {
        GROUPS.forEach(group -> target.account(groupAddress(group), groupAddress(group), folder.secret("group-" + group).reveal()));
    }

    private void openNobodysMailboxes() {
        for (String name : NOBODYS) {
            target.account(nobodysAddress(name), nobodysAddress(name), folder.secret(name).reveal());
            calendars.account(nobodysAddress(name), folder.secret(name));
        }
    }

    /** What the new server's calendars tell people comes by mail; outside of the company nobody listens. */
    private void deliver(SchedulingMessage message, Instant now) {
        if (target.hasAccount(message.recipient())) {
            target.append(message.recipient(), "INBOX", message.letter(now), Set.of(), now);
        }
    }

    private void fillZone() {
        String domain = story.domain();
        zone.a("ns1." + domain).a("ns2." + domain).a(OLD_MX + "." + domain).a(NEW_MX + "." + domain).a("imap." + domain).a("smtp." + domain)
            .mx(domain, OLD_MX + "." + domain)
            .txt(domain, "v=spf1 a:" + OLD_MX + "." + domain + " a:" + NEW_MX + "." + domain + " -all")
            .txt("_dmarc." + domain, "v=DMARC1; p=none")
            .srv("_imap._tcp." + domain, "imap." + domain, target.imapPort());
    }

    private void fillSource(LocalDate today) {
        everybody(this::rightPassword);
        for (Letter letter : Correspondence.of(story, CORRESPONDENCE_SEED, today)) {
            source.append(letter.owner() + "@" + story.domain(), letter.folder(), letter.bytes(), letter.flags(), letter.received());
        }
    }

    /** PBM's own administrators have no mailbox of interest; a blocked account keeps its mail and lets nobody in. */
    private void followAccount(PbmSimulator.Account account) {
        target.account(account.mail(), account.mail(), account.password().reveal());
        calendars.account(account.mail(), account.password());
        if (!account.status().equals("1")) {
            target.block(account.mail());
            calendars.block(account.mail());
        }
    }

    private void everybody(Consumer<Person> action) {
        story.people().forEach(action);
    }
}
