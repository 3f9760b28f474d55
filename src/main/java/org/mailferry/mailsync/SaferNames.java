package org.mailferry.mailsync;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.mailferry.kernel.Sha256;

/** Other names for a folder whose own a server does not take, each further from it and more likely to be taken. The same for the same folder. */
final class SaferNames {
    /** In modified UTF-7 this many letters of any script stay below 255 bytes. */
    private static final int LONGEST = 60;
    private static final int DIGEST = 8;

    private SaferNames() {}

    static Set<FolderPath> of(FolderPath wanted) {
        Set<FolderPath> names = new LinkedHashSet<>();
        FolderPath plain = each(wanted, SaferNames::plain);
        FolderPath shortened = each(plain, SaferNames::shortened);
        names.add(plain);
        names.add(shortened);
        // A name that the server keeps for itself.
        names.add(each(shortened, segment -> segment + "_"));
        // A path too long or too deep for it.
        names.add(FolderPath.of(shortened(shortened.lastSegment()) + " " + digest(wanted.text())));
        return names;
    }

    private static FolderPath each(FolderPath path, UnaryOperator<String> change) {
        List<String> changed = path.segments().stream().map(change).toList();
        // Only the first one is known in any case of letters: the inbox itself is never renamed.
        return path.segments().get(0).equals("INBOX") ? new FolderPath(changed).withFirstSegment("INBOX") : new FolderPath(changed);
    }

    /** Letters, digits, blanks and a few harmless signs. */
    private static String plain(String segment) {
        String plain = Normalizer.normalize(segment, Normalizer.Form.NFC).replaceAll("[^\\p{L}\\p{M}\\p{N} _()+,=@№-]", "_").strip();
        return plain.isEmpty() ? "_" : plain;
    }

    private static String shortened(String segment) {
        if (segment.codePointCount(0, segment.length()) <= LONGEST) {
            return segment;
        }
        return segment.substring(0, segment.offsetByCodePoints(0, LONGEST - DIGEST - 1)).strip() + " " + digest(segment);
    }

    private static String digest(String text) {
        return Sha256.hex(text).substring(0, DIGEST);
    }
}
