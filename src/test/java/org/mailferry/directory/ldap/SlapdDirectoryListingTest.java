package org.mailferry.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.SlapdServer;

class SlapdDirectoryListingTest extends DirectoryListingContract {
    private static final int LIMIT = 100;
    private static SlapdServer server;

    @BeforeAll static void start(@TempDir Path folder) {
        server = SlapdServer.start(folder, "size.soft=" + LIMIT + " size.hard=" + LIMIT + " size.prtotal=unlimited", Company.LDIF);
    }

    @AfterAll static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test void aPlainSearchWouldHaveEndedAtTheSizeLimit() throws LDAPException {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port(), SlapdServer.MANAGER_DN, SlapdServer.MANAGER_PASSWORD)) {
            LDAPSearchException cut = catchThrowableOfType(LDAPSearchException.class,
                () -> connection.search(SlapdServer.BASE_DN, SearchScope.SUB, "(mail=user*)"));
            assertThat(cut.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
            assertThat(cut.getEntryCount()).isEqualTo(LIMIT);
        }
    }

    @Test void aLimitThatHoldsForPagesTooIsToldWithTheWayOut(@TempDir Path folder) {
        try (SlapdServer strict = SlapdServer.start(folder, "size.soft=" + LIMIT + " size.hard=" + LIMIT, Company.LDIF)) {
            DirectorySource source = new DirectorySource("ldap://127.0.0.1:" + strict.port(), false, SlapdServer.MANAGER_DN,
                SecretReference.parse("env:LDAP"), SlapdServer.BASE_DN, "(mail=user*)");
            MigrationException failure = catchThrowableOfType(MigrationException.class, () -> list(source));
            assertThat(failure).hasMessageContaining("Ask its administrator").hasMessageContaining(SlapdServer.MANAGER_DN);
            assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT);
        }
    }

    @Test void aPlanMayFilterByActiveDirectorysBits() {
        assertThat(list(source("(&(sAMAccountName=left)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))"))).isEmpty();
        assertThat(list(source("(&(sAMAccountName=left)(userAccountControl:1.2.840.113556.1.4.803:=2))"))).hasSize(1);
    }

    @Override int port() {
        return server.port();
    }

    @Override int tlsPort() {
        return server.tlsPort();
    }

    @Override Path certificate() {
        return server.certificate();
    }
}
