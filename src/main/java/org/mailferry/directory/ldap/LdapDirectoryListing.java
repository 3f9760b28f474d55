package org.mailferry.directory.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryGroup;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lists in pages (RFC 2696), because a plain search ends at the server's size limit: 1,000 entries in Active Directory. References to
 * other servers are not followed, because the password is theirs no more than their certificate is ours; what they hold is a plan's
 * directory of its own.
 */
@Component
final class LdapDirectoryListing implements DirectoryListing {
    private static final Logger log = LoggerFactory.getLogger(LdapDirectoryListing.class);

    private final LdapSettings settings;
    private final DirectoryPresets presets;
    private final LdapConnections connections;
    private final Secrets secrets;

    LdapDirectoryListing(LdapSettings settings, Secrets secrets) {
        this.settings = settings;
        this.presets = DirectoryPresets.with(settings.presets());
        this.connections = new LdapConnections(settings);
        this.secrets = secrets;
    }

    @Override public List<DirectoryEntry> list(DirectorySource source) {
        DirectoryPreset preset = presets.of(source.product());
        List<DirectoryEntry> entries = new ArrayList<>();
        connected(source, connection -> pages(connection, source, source.baseDn(), source.filter().isEmpty() ? preset.people() : source.filter(),
            preset.peopleAttributes(), entry -> entries.add(LdapEntry.read(entry, preset))));
        log.info("Read {} entries of the directory {}", entries.size(), source.url());
        return List.copyOf(entries);
    }

    @Override public List<DirectoryGroup> groups(DirectorySource source) {
        if (source.groupsBaseDn().isEmpty()) {
            return List.of();
        }
        DirectoryPreset preset = presets.of(source.product());
        Map<String, DirectoryGroup> groups = new LinkedHashMap<>();
        connected(source, connection -> {
            LdapGroups reader = new LdapGroups(connection, preset);
            for (String filter : List.of(source.groupsFilter().isEmpty() ? preset.groups() : source.groupsFilter(), preset.nested())) {
                if (!filter.isEmpty()) {
                    pages(connection, source, source.groupsBaseDn(), filter, preset.groupAttributes(),
                        entry -> groups.putIfAbsent(entry.getDN(), reader.read(entry)));
                }
            }
        });
        log.info("Read {} groups of the directory {}", groups.size(), source.url());
        return List.copyOf(groups.values());
    }

    private interface Reading {
        void with(LDAPConnection connection) throws LDAPException;
    }

    private interface Receiver {
        void take(SearchResultEntry entry) throws LDAPException;
    }

    private void connected(DirectorySource source, Reading reading) {
        try (LDAPConnection connection = connections.open(source, secrets.resolve(source.password()))) {
            reading.with(connection);
        } catch (LDAPException e) {
            throw LdapFailures.of(source, e);
        }
    }

    /** Only a page of the server's answer is in memory. */
    private void pages(LDAPConnection connection, DirectorySource source, String base, String filter, String[] attributes, Receiver receiver)
            throws LDAPException {
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, Filter.create(filter), attributes);
        Set<String> elsewhere = new TreeSet<>();
        ASN1OctetString cookie = null;
        do {
            request.setControls(new SimplePagedResultsControl(settings.pageSize(), cookie, true));
            SearchResult page = connection.search(request);
            for (SearchResultEntry entry : page.getSearchEntries()) {
                receiver.take(entry);
            }
            page.getSearchReferences().forEach(reference -> elsewhere.addAll(List.of(reference.getReferralURLs())));
            cookie = next(page);
        } while (cookie != null);
        if (!elsewhere.isEmpty()) {
            log.info("The directory {} refers to {} for more; that is not followed", source.url(), elsewhere);
        }
    }

    private static @Nullable ASN1OctetString next(SearchResult page) throws LDAPException {
        SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
        return control == null || !control.moreResultsToReturn() ? null : control.getCookie();
    }
}
