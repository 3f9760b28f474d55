package org.mailferry.cli.sync;

import javax.net.ssl.SSLException;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;

/**
 * Knows which side a login or a connection failed on, which decides the exit code. What never worked fails at once; what worked
 * before is left to whoever tries again.
 */
final class SidedStores implements MailStores {
    private final MailStores stores;
    private final MailAccount source;
    private boolean sourceWorked;
    private boolean targetWorked;

    SidedStores(MailStores stores, MailAccount source) {
        this.stores = stores;
        this.source = source;
    }

    @Override public MailStore open(MailAccount account, Deadline deadline) {
        boolean first = account.equals(source);
        try {
            MailStore store = stores.open(account, deadline);
            sourceWorked |= first;
            targetWorked |= !first;
            return store;
        } catch (LoginRefusedException e) {
            throw new ExitException(refused(first), e.getMessage());
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.PERMANENT) {
                throw new ExitException(tls(e) ? ExitCode.TLS_FAILURE : ExitCode.CATCH_ALL, e.getMessage());
            }
            if (e.kind() == FailureKind.TRANSIENT && !(first ? sourceWorked : targetWorked)) {
                throw new ExitException(first ? ExitCode.CONNECTION_FAILURE_HOST1 : ExitCode.CONNECTION_FAILURE_HOST2, e.getMessage());
            }
            throw e;
        }
    }

    private ExitCode refused(boolean first) {
        if (first ? sourceWorked : targetWorked) {
            return ExitCode.AUTHENTICATION_FAILURE;
        }
        return first ? ExitCode.AUTHENTICATION_FAILURE_USER1 : ExitCode.AUTHENTICATION_FAILURE_USER2;
    }

    private static boolean tls(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SSLException || String.valueOf(each.getMessage()).contains("STARTTLS")) {
                return true;
            }
        }
        return false;
    }
}
