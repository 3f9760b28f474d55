package org.mailferry.calendarsync.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.ServiceRecords;
import org.mailferry.calendarsync.ServiceRecords.Service;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.realserver.KnotServer;

/** Against a real Knot DNS. */
class DnsjavaServiceRecordsTest {
    private static final String NAME = "_caldavs._tcp.corp.test";
    private static final String RECORDS = """
        _caldavs._tcp IN SRV 10 5 443 Mail
        _caldavs._tcp IN SRV 0 1 8443 spare
        _caldavs._tcp IN SRV 0 9 443 cal
        _caldavs._tcp IN TXT "path=" "/dav"
        _caldav._tcp IN SRV 0 0 0 .
        """;
    @TempDir static Path folder;
    private static KnotServer server;

    @BeforeAll static void start() {
        server = KnotServer.start(folder, Map.of("corp.test", RECORDS));
    }

    @AfterAll static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test void theServerToAskFirstComesFirst() {
        assertThat(records(server.address()).services(NAME)).containsExactly(new Service(0, 9, 443, "cal.corp.test"),
            new Service(0, 1, 8443, "spare.corp.test"), new Service(10, 5, 443, "mail.corp.test"));
    }

    @Test void stringsOfOneTextAreJoined() {
        assertThat(records(server.address()).texts(NAME)).containsExactly("path=/dav");
    }

    @Test void noServiceAndNoNameAreNothing() {
        assertThat(records(server.address()).services("_caldav._tcp.corp.test")).isEmpty();
        assertThat(records(server.address()).services("none.corp.test")).isEmpty();
        assertThat(records(server.address()).texts("corp.test")).isEmpty();
    }

    @Test void theNextServerIsAskedWhereOneIsDeadOrDeclines() {
        assertThat(records("127.0.0.1:1", server.address()).services(NAME)).hasSize(3);
        assertThatThrownBy(() -> records(server.address()).services("_caldavs._tcp.elsewhere.test"))
            .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
        assertThatThrownBy(() -> records("127.0.0.1:1").texts(NAME))
            .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    }

    private static ServiceRecords records(String... nameServers) {
        return new DnsjavaServiceRecords(new CalendarsyncSettings(List.of(nameServers), Duration.ofSeconds(2)));
    }
}
