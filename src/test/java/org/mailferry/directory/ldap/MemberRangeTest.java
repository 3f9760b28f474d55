package org.mailferry.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.directory.DirectoryGroup;

/** Active Directory's habit of showing a long list of members in parts, played by a server in memory. */
class MemberRangeTest {
    private static final int PART = 7;

    @ParameterizedTest @ValueSource(ints = {1, 7, 8, 14, 30})
    void everyMemberIsReadHoweverManyPartsItTakes(int members) throws LDAPException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=corp");
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Parts());
        try (InMemoryDirectoryServer server = new InMemoryDirectoryServer(config)) {
            server.add("dc=corp", new Attribute("objectClass", "domain"), new Attribute("dc", "corp"));
            server.add("cn=all,dc=corp", new Attribute("objectClass", "group"), new Attribute("cn", "all"), new Attribute("mail", "all@corp.test"),
                new Attribute("member", IntStream.range(0, members).mapToObj(index -> "cn=m" + index).toList()));
            server.startListening();
            DirectoryPreset ad = DirectoryPresets.with(Map.of()).of("ad");
            try (var connection = server.getConnection()) {
                DirectoryGroup group = new LdapGroups(connection, ad).read(connection.searchForEntry(
                    new SearchRequest("dc=corp", com.unboundid.ldap.sdk.SearchScope.SUB, "(objectClass=group)", ad.groupAttributes())));
                assertThat(group.members()).hasSize(members).doesNotHaveDuplicates();
            }
        }
    }

    private static final class Parts extends InMemoryOperationInterceptor {
        private static final Pattern ASKED = Pattern.compile("member;range=([0-9]+)-\\*");

        @Override public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            List<String> asked = request.getRequest().getAttributeList();
            int from = asked.stream().map(ASKED::matcher).filter(Matcher::matches).mapToInt(matcher -> Integer.parseInt(matcher.group(1))).findFirst().orElse(0);
            request.setProperty("from", from);
            SearchRequest whole = request.getRequest().duplicate();
            whole.setAttributes("*");
            request.setRequest(whole);
        }

        @Override public void processSearchEntry(InMemoryInterceptedSearchEntry found) {
            int from = (Integer) found.getProperty("from");
            Entry entry = found.getSearchEntry().duplicate();
            String[] all = entry.getAttributeValues("member");
            if (all == null || from == 0 && all.length <= PART) {
                return;
            }
            int to = Math.min(from + PART, all.length);
            entry.removeAttribute("member");
            entry.setAttribute("member;range=" + from + "-" + (to == all.length ? "*" : to - 1), Arrays.copyOfRange(all, from, to));
            found.setSearchEntry(entry);
        }
    }
}
