package org.mailferry.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.security.cert.CertificateException;
import java.util.Set;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.MigrationException;

/** What a directory's refusal means, and the way out. */
final class LdapFailures {
    private static final Set<ResultCode> MAY_PASS = Set.of(ResultCode.CONNECT_ERROR, ResultCode.SERVER_DOWN, ResultCode.TIMEOUT,
        ResultCode.BUSY, ResultCode.UNAVAILABLE, ResultCode.TIME_LIMIT_EXCEEDED, ResultCode.LOCAL_ERROR);

    private LdapFailures() {}

    static MigrationException of(DirectorySource source, LDAPException e) {
        String text = "The directory " + source.url() + " answered " + e.getResultCode().getName() + ": " + e.getMessage();
        if (distrusted(e)) {
            return MigrationException.permanent("The certificate of the directory " + source.url() + " is not trusted: " + e.getMessage()
                + " Name its authority in mailferry.directory.trusted-certificates and the host as the certificate has it.", e);
        }
        if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
            return MigrationException.permanent("The directory " + source.url() + " refused " + source.bindDn() + ". Check bindDn and password "
                + source.password() + " of the plan's directory.", e);
        }
        if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
            return MigrationException.permanent("The directory " + source.url() + " does not list all its entries to " + source.bindDn()
                + ", not even in pages. Ask its administrator to lift the limit for this login (OpenLDAP: limits with size.prtotal=unlimited).", e);
        }
        if (e.getResultCode().equals(ResultCode.REFERRAL)) {
            return MigrationException.permanent("The directory " + source.url() + " does not hold the base itself but refers to "
                + String.join(", ", e.getReferralURLs() == null ? new String[] {"nobody"} : e.getReferralURLs())
                + ". Referrals are not followed; name that server in the plan.", e);
        }
        return MAY_PASS.contains(e.getResultCode()) ? MigrationException.transientFailure(text, e) : MigrationException.permanent(text, e);
    }

    private static boolean distrusted(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }
}
