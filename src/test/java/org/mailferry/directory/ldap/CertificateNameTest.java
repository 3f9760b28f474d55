package org.mailferry.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.SlapdServer;
import org.mailferry.realserver.TestCertificate;

class CertificateNameTest {
    @Test void aTrustedCertificateOfAnotherHostIsRefused(@TempDir Path folder) {
        TestCertificate certificate = TestCertificate.of("elsewhere.corp.test", folder);
        try (InMemoryDirectoryServer server = MemoryDirectory.start(certificate)) {
            LdapDirectoryListing listing = new LdapDirectoryListing(new LdapSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), 60,
                certificate.certificate()), reference -> Secret.of(SlapdServer.MANAGER_PASSWORD));
            for (DirectorySource source : List.of(source("ldap://localhost:" + server.getListenPort("ldap"), true),
                    source("ldaps://localhost:" + server.getListenPort("ldaps"), false))) {
                MigrationException failure = catchThrowableOfType(MigrationException.class, () -> listing.list(source));
                assertThat(failure).as(source.url()).isNotNull().hasMessageContaining("mailferry.directory.trusted-certificates");
                assertThat(failure.kind()).as(source.url()).isEqualTo(FailureKind.PERMANENT);
            }
        }
    }

    private static DirectorySource source(String url, boolean startTls) {
        return new DirectorySource(url, startTls, SlapdServer.MANAGER_DN, SecretReference.parse("env:LDAP"), SlapdServer.BASE_DN, "(mail=*)");
    }
}
