package org.mailferry.target;

import java.util.List;
import org.mailferry.audit.CheckResult;

/** Judges what a person pasted of a command's output. Never throws for what was pasted; the text says what is wrong and the way out. */
public interface PasteJudge {
    /** As the pages of the steps name it. */
    String kind();

    /** @param expected as {@link PastedValues} reads it; other kinds know what they expect */
    CheckResult judge(String pasted, List<String> expected);
}
