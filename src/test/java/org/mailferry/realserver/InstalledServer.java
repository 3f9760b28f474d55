package org.mailferry.realserver;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tests against a server run where it is installed; {@code -Dmailferry.real-servers=required} makes its absence a failure. */
public final class InstalledServer {
    private InstalledServer() {}

    /** The program, or the end of the test: skipped with one line, failed where servers are required. */
    public static Path require(String name) {
        for (String folder : new String[] {"/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/sbin"}) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        String message = name + " is not installed: tests against it are skipped";
        if (System.getProperty("mailferry.real-servers", "auto").equals("required")) {
            return fail(name + " is not installed, and mailferry.real-servers is 'required'");
        }
        assumeTrue(false, message);
        throw new IllegalStateException(message);
    }
}
