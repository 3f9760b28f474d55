package org.mailferry.lab.caldav;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;
import org.mailferry.realserver.InstalledServer;

/** The simulator as python-caldav sees it, a client that nobody here wrote. */
class PythonCaldavTest {
    @Test void keepsCalendarsAndItemsAndFollowsChanges() throws Exception {
        Path python = InstalledServer.require("python3");
        if (!Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/caldav"))) {
            InstalledServer.require("python3-caldav"); // no program: it says that the package is missing
        }
        try (CalDavSimulator server = CalDavSimulator.start()) {
            server.account("anna@corp.test", Secret.of("secret"));
            Path script = Path.of("src/test/resources/caldav/caldav_client.py").toAbsolutePath();
            ProcessBuilder builder = new ProcessBuilder(python.toString(), script.toString(), server.url(), "anna@corp.test", "secret").redirectErrorStream(true);
            builder.environment().put("PYTHONIOENCODING", "utf-8");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
            assertThat(output.lines()).containsExactly("calendars 0", "calendars ['Отдел']", "events ['Планёрка']", "found 1 0 0 1", "changed Позже", "first 1",
                "then 1 1", "named Другое", "calendars 0");
        }
    }
}
