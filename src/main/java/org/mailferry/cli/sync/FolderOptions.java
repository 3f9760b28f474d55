package org.mailferry.cli.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.mailsync.FolderRules;
import picocli.CommandLine.Option;

/** Which folders, and what they become. */
final class FolderOptions {
    @Option(names = "--folder", paramLabel = "NAME", description = "Only this folder; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--folderrec", paramLabel = "NAME", description = "Only this folder with all below it; may be repeated.")
    private List<String> below = new ArrayList<>();

    @Option(names = "--include", paramLabel = "REGEX", description = "Folders in whose name it is found; may be repeated.")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "REGEX", description = "Not the folders in whose name it is found, whatever chose them; may be repeated.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--subscribed", description = "Only subscribed folders.")
    private boolean subscribed;

    @Option(names = "--subscribe", description = "Subscribe on the target what is subscribed on the source (default).")
    private boolean subscribe;

    @Option(names = "--nosubscribe", description = "Subscribe nothing.")
    private boolean noSubscribe;

    @Option(names = "--subscribeall", description = "Subscribe every folder that is carried.")
    private boolean subscribeAll;

    @Option(names = "--subfolder1", paramLabel = "NAME", description = "Only what is below this source folder, as if it were the root.")
    private @Nullable String sourceRoot;

    @Option(names = "--subfolder2", paramLabel = "NAME", description = "Everything goes below this target folder.")
    private @Nullable String targetRoot;

    @Option(names = "--regextrans2", paramLabel = "s/OLD/NEW/", description = "Renames target folders, after prefix and separator; may be repeated.")
    private List<String> renames = new ArrayList<>();

    @Option(names = "--f1f2", paramLabel = "F1=F2", description = "Source folder F1 goes to target folder F2, before every other rule.")
    private List<String> fixed = new ArrayList<>();

    @Option(names = "--automap", description = "Sent, Drafts, Trash, Junk and Archive find each other by use and name (default).")
    private boolean automap;

    @Option(names = "--noautomap", description = "They keep their names.")
    private boolean noAutomap;

    @Option(names = "--prefix1", paramLabel = "TEXT", description = "The source's namespace prefix, where the server does not tell it.")
    private @Nullable String prefix1;

    @Option(names = "--prefix2", paramLabel = "TEXT", description = "The target's.")
    private @Nullable String prefix2;

    @Option(names = "--sep1", paramLabel = "CHAR", description = "The source's hierarchy separator, where the server does not tell it.")
    private @Nullable String separator1;

    @Option(names = "--sep2", paramLabel = "CHAR", description = "The target's.")
    private @Nullable String separator2;

    FolderRules rules() {
        if (automap && noAutomap) {
            throw new UsageException("--automap and --noautomap exclude each other");
        }
        List<UnaryOperator<String>> substitutions = new ArrayList<>();
        renames.forEach(text -> substitutions.add(PerlSubstitution.parse(text)));
        return new FolderRules(only, below, patterns("--include", include), patterns("--exclude", exclude), subscribed, Optional.ofNullable(sourceRoot),
            Optional.ofNullable(targetRoot), pairs(), substitutions, subscriptions(), !noAutomap, new FolderRules.Written(Optional.ofNullable(prefix1), Optional.ofNullable(separator1)),
            new FolderRules.Written(Optional.ofNullable(prefix2), Optional.ofNullable(separator2)));
    }

    private FolderRules.Subscriptions subscriptions() {
        if (noSubscribe && (subscribe || subscribeAll)) {
            throw new UsageException("--nosubscribe excludes --subscribe and --subscribeall");
        }
        return noSubscribe ? FolderRules.Subscriptions.NONE : subscribeAll ? FolderRules.Subscriptions.ALL : FolderRules.Subscriptions.AS_ON_SOURCE;
    }

    /** What decides on names: with other words here, folders are matched anew. */
    String naming() {
        return String.join("\n", String.valueOf(sourceRoot), String.valueOf(targetRoot), String.valueOf(renames), String.valueOf(fixed),
            String.valueOf(noAutomap), String.valueOf(prefix1), String.valueOf(prefix2), String.valueOf(separator1), String.valueOf(separator2));
    }

    private Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : fixed) {
            int middle = pair.indexOf('=');
            if (middle < 1 || middle == pair.length() - 1) {
                throw new UsageException("--f1f2 '" + pair + "': write source=target");
            }
            pairs.put(pair.substring(0, middle), pair.substring(middle + 1));
        }
        return pairs;
    }

    private static List<Pattern> patterns(String option, List<String> texts) {
        return texts.stream().map(text -> pattern(option, text)).toList();
    }

    private static Pattern pattern(String option, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new UsageException(option + " '" + text + "': " + e.getDescription());
        }
    }
}
