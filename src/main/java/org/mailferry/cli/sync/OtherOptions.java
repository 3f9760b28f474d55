package org.mailferry.cli.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailferry.cli.endpoint.UsageException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What users of imapsync may write besides. An option without which the result is the same is accepted, with a note; one that asks for
 * another result than a faithful copy is refused with the reason.
 */
final class OtherOptions {
    private static final String CONTENT = "messages are told apart by UID and content, in every run";
    private static final String ALWAYS = "this is always done";
    private static final String BYTES = "a message is copied as it is, to the byte";
    private static final String SOURCE = "nothing is ever changed on the source";
    private static final Map<String, String> ACCEPTED = new LinkedHashMap<>();
    private static final Map<String, String> REFUSED = new LinkedHashMap<>();
    /** These take a value. */
    private static final List<String> VALUED = List.of("useheader", "skipheader", "buffersize", "tmpdir", "pidfile", "maxsleep", "reconnectretry1",
        "reconnectretry2", "folderfirst", "folderlast", "regexmess", "pipemess", "skipmess", "regexflag", "search", "search1", "search2", "maxlinelength",
        "truncmess", "delete2foldersonly", "delete2foldersbutnot", "domain1", "domain2", "sslargs1", "sslargs2", "logdir", "debugssl", "split1", "split2");

    static {
        for (String name : List.of("useuid", "nouseuid", "usecache", "nousecache", "useheader", "skipheader", "skipsize", "noskipsize", "allowsizemismatch",
            "abletosearch", "noabletosearch", "abletosearch1", "noabletosearch1", "abletosearch2", "noabletosearch2")) {
            ACCEPTED.put(name, CONTENT);
        }
        for (String name : List.of("syncinternaldates", "resyncflags", "syncflags", "nomixfolders", "keepalive1", "keepalive2", "reconnectretry1", "reconnectretry2")) {
            ACCEPTED.put(name, ALWAYS);
        }
        for (String name : List.of("noreleasecheck", "nomodulesversion", "noid", "nolog", "fast", "fastio1", "fastio2", "nofastio1", "nofastio2", "buffersize",
            "maxsleep", "nofoldersizesatend", "nosyncacls", "nosynclabels", "noresynclabels", "noskipcrossduplicates", "noexpunge1", "expunge2",
            "uidexpunge2", "split1", "split2")) {
            ACCEPTED.put(name, "it changes nothing here");
        }
        ACCEPTED.put("folderfirst", "the order of folders changes nothing in the result");
        ACCEPTED.put("folderlast", "the order of folders changes nothing in the result");
        ACCEPTED.put("tmpdir", "start Java with -Djava.io.tmpdir=DIR for that");
        ACCEPTED.put("pidfile", "the state file keeps a second run away");
        ACCEPTED.put("pidfilelocking", "the state file keeps a second run away");
        for (String name : List.of("debug", "debugfolders", "debugcontent", "debugflags", "debugimap", "debugimap1", "debugimap2", "debugmemory", "debugssl")) {
            ACCEPTED.put(name, "there is no such output; every refusal is told with folder, UID and reason anyway");
        }
        for (String name : List.of("addheader", "regexmess", "pipemess", "disarmreadreceipts", "truncmess", "regexflag")) {
            REFUSED.put(name, BYTES + ", with its flags");
        }
        for (String name : List.of("skipmess", "search", "search1", "search2", "maxlinelength")) {
            REFUSED.put(name, "messages are chosen by --maxsize --minsize --maxage --minage, and a message that the target refuses is listed");
        }
        for (String name : List.of("delete1", "delete", "expunge1", "expunge", "delete1emptyfolders", "noexpungeaftereach")) {
            REFUSED.put(name, SOURCE + " from the command line; empty the source on the source, after verify found both sides equal");
        }
        for (String name : List.of("delete2folders", "delete2foldersonly", "delete2foldersbutnot")) {
            REFUSED.put(name, "folders are not deleted; --delete2 removes messages from folders that the source has");
        }
        REFUSED.put("delete2duplicates", "two equal messages are two messages; --delete2 removes those that the source has not");
        REFUSED.put("noexpunge2", "a message is removed or it is not; leave --delete2 away");
        REFUSED.put("nouidexpunge2", "a message is removed or it is not; leave --delete2 away");
        REFUSED.put("noresyncflags", "flags follow the source; what a user set on the target stays");
        REFUSED.put("nosyncinternaldates", BYTES + ", with the date of its arrival");
        REFUSED.put("idatefromheader", BYTES + ", with the date of its arrival");
        REFUSED.put("skipcrossduplicates", "a message in two folders is in two folders on the target, too");
        REFUSED.put("skipemptyfolders", "an empty folder is copied like any other; leave it out with --exclude");
        for (String name : List.of("syncacls", "synclabels", "resynclabels")) {
            REFUSED.put(name, "access rights and labels are not copied");
        }
        for (String name : List.of("proxyauth1", "proxyauth2", "authmd5", "authmd51", "authmd52", "domain1", "domain2")) {
            REFUSED.put(name, "logins are by password, SASL PLAIN with --authuser, a master user or XOAUTH2");
        }
        REFUSED.put("showpasswords", "passwords are never shown");
        REFUSED.put("logdir", "name the file itself: --logfile FILE");
        for (String name : List.of("emailreport1", "emailreport2", "releasecheck", "tests", "testsdebug", "testslive", "testslive6", "abort", "simulong")) {
            REFUSED.put(name, "there is no such thing here");
        }
        for (String side : List.of("1", "2")) {
            REFUSED.put("sslargs" + side, "certificates are always verified; a self-signed one is trusted by --certificate" + side + " SHA256");
        }
    }

    private final CommandSpec mixin = CommandSpec.create();

    OtherOptions() {
        ACCEPTED.keySet().forEach(this::add);
        REFUSED.keySet().forEach(this::add);
    }

    private void add(String name) {
        OptionSpec.Builder option = OptionSpec.builder("--" + name).hidden(true);
        mixin.addOption((VALUED.contains(name) ? option.type(List.class).auxiliaryTypes(String.class).paramLabel("VALUE") : option.type(boolean.class)).build());
    }

    CommandSpec mixin() {
        return mixin;
    }

    /** One for each option that changes nothing. @throws UsageException for one that cannot be had */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (OptionSpec option : mixin.options()) {
            String name = option.longestName().substring(2);
            Object value = option.getValue();
            boolean given = Boolean.TRUE.equals(value) || value instanceof List<?> values && !values.isEmpty();
            if (given && REFUSED.containsKey(name) && !harmless(name, value)) {
                throw new UsageException("--" + name + " is refused: " + REFUSED.get(name));
            }
            if (given && ACCEPTED.containsKey(name)) {
                notes.add("--" + name + ": " + ACCEPTED.get(name));
            }
        }
        return notes;
    }

    /** {@code --sslargs1 SSL_verify_mode=1} asks for what is done anyway. */
    private static boolean harmless(String name, Object value) {
        return name.startsWith("sslargs") && value instanceof List<?> values && values.stream().allMatch("SSL_verify_mode=1"::equals);
    }
}
