package org.mailferry.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the pages of the lab ask for: who can log in, which faults are on, what is to be done on the servers. Outside the lab none of these addresses exists. */
@RestController
@Profile("lab")
final class LabController {
    private final Lab lab;
    private final LabFaults faults;
    private final LabWork work;
    private final LabSettings settings;

    LabController(Lab lab, LabFaults faults, LabWork work, LabSettings settings) {
        this.lab = lab;
        this.faults = faults;
        this.work = work;
        this.settings = settings;
    }

    record DemoUser(String userId, String role) {}

    record Hint(String password, List<DemoUser> users) {}

    record Server(String name, String address) {}

    /** For the login pages: open to everybody, as the lab listens on loopback only. */
    @GetMapping("/lab/hint.json")
    Hint hint() {
        return new Hint(settings.password(), Arrays.stream(DemoPeople.values()).map(person -> new DemoUser(person.userId(), role(person))).toList());
    }

    @GetMapping("/lab/servers.json")
    List<Server> servers() {
        return List.of(new Server("Old server: IMAP", local(lab.sourceLine().port())), new Server("Old server: SMTP", local(lab.source().smtpPort())),
            new Server("New server: IMAP", local(lab.target().imapPort())), new Server("New server: SMTP", local(lab.target().smtpPort())),
            new Server("Old server: calendars (EWS)", lab.exchange().url()), new Server("New server: calendars (CalDAV)", lab.calendars().url()),
            new Server("Invitations sent", lab.exchange().invitations().size() + " by the old server, " + lab.calendars().messages().size() + " by the new one"),
            new Server("PBM", lab.pbm().url()), new Server("Directory", "ldap://" + local(lab.directoryPort())),
            new Server("Name servers", local(lab.nameServerPorts().get(0)) + ", " + local(lab.nameServerPorts().get(1))),
            new Server("Task mail", Lab.GROUPS.stream().map(group -> lab.announcementsTo(group) + " to " + lab.groupAddress(group)).collect(Collectors.joining(", "))),
            new Server("Plan folder", lab.folder().plans().toString()));
    }

    @GetMapping("/lab/faults.json")
    List<LabFaults.State> faults() {
        return faults.all();
    }

    /** Asks for a header that no form of another site can send. */
    @PostMapping("/lab/faults/{id}")
    List<LabFaults.State> set(@PathVariable String id, @RequestParam boolean on) {
        faults.set(id, on);
        return faults.all();
    }

    @GetMapping("/lab/work.json")
    List<LabWork.Item> work() {
        return work.waiting();
    }

    /** Does what the task asks for on the lab's servers; the task itself is for its person to complete. */
    @PostMapping("/lab/work/{taskId}")
    List<LabWork.Item> carryOut(@PathVariable String taskId) {
        work.carryOut(taskId);
        return work.waiting();
    }

    @ExceptionHandler(IllegalArgumentException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    Map<String, String> unknown(IllegalArgumentException problem) {
        return Map.of("message", String.valueOf(problem.getMessage()));
    }

    private static String role(DemoPeople person) {
        return switch (person.role()) {
            case OPERATORS -> "operator";
            case CHANGE_MANAGERS -> "change manager";
            case AUDITORS -> "auditor";
            case ADMINISTRATORS -> "administrator";
        };
    }

    private static String local(int port) {
        return "127.0.0.1:" + port;
    }
}
