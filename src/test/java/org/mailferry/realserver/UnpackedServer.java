package org.mailferry.realserver;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that {@code .ci/unpack-servers} put beside others: below {@code target/servers}, or where {@code mailferry.servers} says. */
record UnpackedServer(Path root) {
    /** The server's folder, or the end of the test: skipped with one line, failed where servers are required. */
    static UnpackedServer require(String name) {
        return require(name, ".complete");
    }

    /** As {@link #require(String)}, for one that was unpacked with that program. */
    static UnpackedServer require(String name, String program) {
        Path root = Path.of(System.getProperty("mailferry.servers", "target/servers"), name).toAbsolutePath();
        if (Files.exists(root.resolve(".complete")) && Files.exists(root.resolve(program))) {
            return new UnpackedServer(root);
        }
        if (System.getProperty("mailferry.real-servers", "auto").equals("required")) {
            return fail(name + " is not unpacked (.ci/unpack-servers), and mailferry.real-servers is 'required'");
        }
        assumeTrue(false, name + " is not unpacked (.ci/unpack-servers): tests against it are skipped");
        throw new IllegalStateException();
    }

    String program(String path) {
        return root.resolve(path).toString();
    }

    /** A process that finds the libraries unpacked with it and inherits nothing else. */
    ProcessBuilder process(String... command) {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().clear();
        process.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        process.environment().put("LD_LIBRARY_PATH", libraryFolders());
        return process;
    }

    private String libraryFolders() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().contains(".so")).map(Path::getParent).distinct().map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new IllegalStateException("The libraries below " + root + " could not be listed", e);
        }
    }
}
