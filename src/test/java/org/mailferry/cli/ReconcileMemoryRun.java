package org.mailferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.pbm.PbmSimulator;
import org.mailferry.realserver.SlapdServer;
import org.mailferry.secret.SecretStore;

/**
 * Measures {@code check directory} in a process of its own with a heap of 256 MB: people in a real slapd against as many users of the
 * PBM simulator over HTTP. One in a hundred differs in each of several ways; the report has to find exactly those.
 */
final class ReconcileMemoryRun {
    private static final String CREATOR = "creator@corp.test";
    private static final String PASSWORD = "measured-run-1";
    private static final Pattern COLLECTION = Pattern.compile("([0-9]+)M->([0-9]+)M\\(([0-9]+)M\\)");
    private final int people;
    private final Path folder;

    private ReconcileMemoryRun(int people, Path folder) {
        this.people = people;
        this.folder = folder;
    }

    /** How many people, 10,000 where nothing is said. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reconcile-run");
        try {
            new ReconcileMemoryRun(args.length > 0 ? Integer.parseInt(args[0]) : 10_000, folder).run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        try (SlapdServer slapd = SlapdServer.start(Files.createDirectories(folder.resolve("slapd")),
                 "size.soft=500 size.hard=500 size.prtotal=unlimited", directory());
             PbmSimulator pbm = new PbmSimulator(0, PbmSimulator.Settings.of("corp.test", Secret.of(PASSWORD)), Clock.systemUTC())) {
            fill(pbm);
            plan(slapd, pbm);
            for (String which : List.of("first", "again")) {
                measure(which, slapd, pbm);
            }
        }
    }

    private void measure(String which, SlapdServer slapd, PbmSimulator pbm) throws IOException, InterruptedException {
        long searches = slapd.searches();
        int calls = pbm.calls().size();
        Path report = folder.resolve(which + ".csv");
        Path collections = folder.resolve(which + ".gc");
        long began = System.nanoTime();
        Process check = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-Xlog:gc:file=" + collections,
            "-Dspring.datasource.url=jdbc:h2:file:" + folder.resolve("db") + TestDatabase.H2_MODE, "-Dmailferry.secret.key-file=" + folder.resolve("key"),
            // slapd stands in for Active Directory, and has its own name for this.
            "-Dmailferry.directory.presets.ad.created=createTimestamp",
            "-cp", System.getProperty("java.class.path"), "org.mailferry.MailferryApplication", "check", "directory", folder.resolve("corp").toString(),
            "--json", "--report", report.toString()).redirectErrorStream(true).redirectOutput(folder.resolve(which + ".out").toFile()).start();
        int exit = check.waitFor();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!Files.exists(report)) {
            throw new IllegalStateException(Files.readString(folder.resolve(which + ".out")));
        }
        Map<String, Long> found = Files.readAllLines(report).stream().skip(1).collect(Collectors.groupingBy(line -> line.split(",")[0], TreeMap::new, Collectors.counting()));
        System.out.printf("%s: %,d people, exit %d after %.1f s; %d LDAP searches, %d HTTP calls; heap %s%n  %s%n", which, people, exit, seconds,
            slapd.searches() - searches, pbm.calls().size() - calls, heap(collections), found);
        if (!found.equals(expected())) {
            throw new IllegalStateException("Expected were " + expected());
        }
    }

    private static String heap(Path collections) throws IOException {
        long before = 0;
        long after = 0;
        for (String line : Files.readAllLines(collections)) {
            Matcher sizes = COLLECTION.matcher(line);
            if (sizes.find()) {
                before = Math.max(before, Long.parseLong(sizes.group(1)));
                after = Math.max(after, Long.parseLong(sizes.group(2)));
            }
        }
        return "at most " + before + " MB, " + after + " MB after a collection, of 256";
    }

    /** Which of a hundred people is special in which way. */
    private Map<String, Long> expected() {
        long each = people / 100;
        Map<String, Long> expected = new TreeMap<>();
        Stream.of("missing-until-wave", "extra-on-target", "disabled-but-open", "duplicate-address", "alias-not-yet", "alias-only-on-target",
            "name-differs", "late-joiner", "member-without-mailbox").forEach(kind -> expected.put(kind, each));
        // The second of a pair has neither the plan's word for the shared address nor the address itself.
        Stream.of("address-taken", "alias-lost").forEach(kind -> expected.put(kind, 2 * each));
        return expected;
    }

    private static String mail(int index) {
        return "user" + index + "@corp.test";
    }

    private String directory() {
        StringBuilder ldif = new StringBuilder(SlapdServer.base());
        for (int index = 0; index < people; index++) {
            int way = index % 100;
            if (way == 1) {
                continue; // Extra on the target.
            }
            ldif.append("""
                dn: cn=user%1$d,ou=people,dc=corp,dc=test
                objectClass: inetOrgPerson
                objectClass: user
                cn: user%1$d
                sn: %4$s
                givenName: Given
                sAMAccountName: user%1$d
                mail: %2$s
                proxyAddresses: SMTP:%2$s
                proxyAddresses: smtp:alias%1$d@corp.test
                userAccountControl: %3$d
                createTimestamp: %5$s
                """.formatted(index, mail(index), way == 2 ? 514 : 512, way == 6 ? "Renamed" : "Family", way == 7 ? "20990101000000Z" : "20200101000000Z"));
            if (way == 3 || way == 4) {
                ldif.append("proxyAddresses: smtp:both").append(index - way).append("@corp.test\n");
            }
            if (way == 5) {
                ldif.append("proxyAddresses: smtp:lost").append(index).append("@corp.test\n");
            }
            ldif.append('\n');
        }
        ldif.append("dn: ou=lists,dc=corp,dc=test\nobjectClass: organizationalUnit\nou: lists\n\n");
        for (int list = 0; list < people / 100; list++) {
            ldif.append("dn: cn=list%1$d,ou=lists,dc=corp,dc=test\nobjectClass: groupOfNames\nobjectClass: group\ncn: list%1$d\nmail: list%1$d@corp.test\n".formatted(list));
            for (int way = 10; way < 60; way++) {
                ldif.append("member: cn=user").append(list * 100 + way).append(",ou=people,dc=corp,dc=test\n");
            }
            ldif.append("member: cn=nobody").append(list).append(",ou=people,dc=corp,dc=test\n\n");
        }
        return ldif.toString();
    }

    private void fill(PbmSimulator pbm) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        String token = json(send(http, HttpRequest.newBuilder(URI.create(pbm.url() + "/v2/auth")), "POST", Map.of("login", CREATOR, "password", PASSWORD), ""))
            .path("access_token").asText();
        for (int index = 0; index < people; index++) {
            int way = index % 100;
            if (way == 0) {
                continue; // Its wave will make it.
            }
            Map<String, String> form = new LinkedHashMap<>(Map.of("userPassword", PASSWORD, "employeeNumber", "2", "cn", "Given", "sn", "Family",
                "mailAlternateAddress", mail(index), "inetUserStatus", "1", "alias", alias(index, way)));
            JsonNode answer = json(send(http, HttpRequest.newBuilder(URI.create(pbm.url() + "/v2/users/default/" + mail(index))), "PUT", form, token));
            if (!answer.path("success").asBoolean()) {
                throw new IllegalStateException(mail(index) + ": " + answer);
            }
        }
    }

    /** The eighth has the alias of the ninth, who then cannot have it; the pair of one address shares it with the first of them only. */
    private static String alias(int index, int way) {
        String own = "alias" + index + "@corp.test";
        return switch (way) {
            case 3 -> own + ",both" + (index - way) + "@corp.test";
            case 8 -> own + ",alias" + (index + 1) + "@corp.test";
            case 9 -> "";
            default -> own;
        };
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request, String method, Map<String, String> form, String token)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return http.send(request.header("Content-Type", "application/x-www-form-urlencoded").header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private void plan(SlapdServer slapd, PbmSimulator pbm) throws IOException {
        Files.writeString(folder.resolve("key"), SecretStore.newKey().reveal());
        secret("pbm", PASSWORD);
        secret("directory", SlapdServer.MANAGER_PASSWORD);
        secret("own", "measured-own-1");
        Path plan = Files.createDirectories(folder.resolve("corp"));
        Files.writeString(plan.resolve("plan.yaml"), """
            source:
              kind: imap
              imap: {host: 127.0.0.1, port: 143, security: plain}
              credentials: {mode: own-password}
            target:
              kind: myoffice
              imap: {host: 127.0.0.1, port: 1143, security: plain}
              credentials: {mode: master-user, login: master, password: "file:%1$s/own"}
              pbm: {url: "%2$s", tenant: default, login: %3$s, password: "file:%1$s/pbm"}
            directory:
              url: ldap://127.0.0.1:%4$d
              kind: ad
              bindDn: "%5$s"
              password: "file:%1$s/directory"
              baseDn: "%6$s"
              groupsBaseDn: "ou=lists,%6$s"
            domains: [corp.test]
            waves:
              - {name: test, kind: test-user, criticality: 1}
              - {name: pilot, kind: pilot, criticality: 1}
              - {name: all, kind: wave, criticality: 2}
            policies:
              windows: {zone: Europe/Moscow, days: [saturday], from: "20:00", to: "06:00"}
            people:
              rollbackSigners: [anna]
            """.formatted(folder, pbm.url(), CREATOR, slapd.port(), SlapdServer.MANAGER_DN, SlapdServer.BASE_DN));
        StringBuilder rows = new StringBuilder("source,target,wave,given_name,family_name,aliases,source_password\n");
        for (int index = 0; index < people; index++) {
            int way = index % 100;
            if (way != 1 && way != 2 && way != 7) {
                rows.append("%1$s,%1$s,%2$s,Given,Family,%3$s,file:%4$s/own\n".formatted(mail(index), index == 10 ? "test" : index == 11 ? "pilot" : "all",
                    "alias" + index + "@corp.test" + (way == 3 ? " both" + (index - way) + "@corp.test" : ""), folder));
            }
        }
        Files.writeString(plan.resolve("mailboxes.csv"), rows.toString());
        Files.setLastModifiedTime(plan.resolve("mailboxes.csv"), java.nio.file.attribute.FileTime.from(Instant.now()));
    }

    private void secret(String name, String value) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(folder.resolve(name), value), PosixFilePermissions.fromString("rw-------"));
    }
}
