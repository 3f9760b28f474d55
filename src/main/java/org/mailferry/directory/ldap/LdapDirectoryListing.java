package org.mailferry.directory.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lists in pages (RFC 2696), because a plain search ends at the server's size limit: 1,000 entries in Active Directory. */
@Component
final class LdapDirectoryListing implements DirectoryListing {
    private static final Logger log = LoggerFactory.getLogger(LdapDirectoryListing.class);
    private static final Set<ResultCode> MAY_PASS = Set.of(ResultCode.CONNECT_ERROR, ResultCode.SERVER_DOWN, ResultCode.TIMEOUT,
        ResultCode.BUSY, ResultCode.UNAVAILABLE, ResultCode.TIME_LIMIT_EXCEEDED, ResultCode.LOCAL_ERROR);

    private final LdapSettings settings;
    private final LdapConnections connections;
    private final Secrets secrets;

    LdapDirectoryListing(LdapSettings settings, Secrets secrets) {
        this.settings = settings;
        this.connections = new LdapConnections(settings);
        this.secrets = secrets;
    }

    @Override public List<DirectoryEntry> list(DirectorySource source) {
        try (LDAPConnection connection = connections.open(source, secrets.resolve(source.password()))) {
            List<DirectoryEntry> entries = pages(connection, source);
            log.info("Read {} entries of the directory {}", entries.size(), source.url());
            return entries;
        } catch (LDAPException e) {
            throw failure(source, e);
        }
    }

    private List<DirectoryEntry> pages(LDAPConnection connection, DirectorySource source) throws LDAPException {
        SearchRequest request = new SearchRequest(source.baseDn(), SearchScope.SUB, Filter.create(source.filter()), LdapEntry.ATTRIBUTES);
        List<DirectoryEntry> entries = new ArrayList<>();
        ASN1OctetString cookie = null;
        do {
            request.setControls(new SimplePagedResultsControl(settings.pageSize(), cookie, true));
            SearchResult page = connection.search(request);
            page.getSearchEntries().forEach(entry -> entries.add(LdapEntry.read(entry)));
            cookie = next(page);
        } while (cookie != null);
        return List.copyOf(entries);
    }

    private static @Nullable ASN1OctetString next(SearchResult page) throws LDAPException {
        SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
        return control == null || !control.moreResultsToReturn() ? null : control.getCookie();
    }

    private static MigrationException failure(DirectorySource source, LDAPException e) {
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
