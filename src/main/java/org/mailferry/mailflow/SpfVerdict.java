package org.mailferry.mailflow;

/** The answer of RFC 7208 §2.6 with the mechanism or defect that decided it. */
public record SpfVerdict(Result result, String why) {
    public enum Result { NONE, NEUTRAL, PASS, FAIL, SOFTFAIL, TEMPERROR, PERMERROR }

    public boolean passes() {
        return result == Result.PASS;
    }
}
