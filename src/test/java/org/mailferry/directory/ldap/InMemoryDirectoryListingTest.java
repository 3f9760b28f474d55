package org.mailferry.directory.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.realserver.TestCertificate;

class InMemoryDirectoryListingTest extends DirectoryListingContract {
    private static InMemoryDirectoryServer server;
    private static TestCertificate certificate;

    @BeforeAll static void start(@TempDir Path folder) {
        certificate = TestCertificate.of("localhost", folder);
        server = MemoryDirectory.start(certificate);
    }

    @AfterAll static void stop() {
        server.close();
    }

    @Override int port() {
        return server.getListenPort("ldap");
    }

    @Override int tlsPort() {
        return server.getListenPort("ldaps");
    }

    @Override Path certificate() {
        return certificate.certificate();
    }
}
