package org.mailferry.plan.roster;

/** Why a line cannot be used. No password is ever in the reason. */
public record RosterProblem(int line, String reason) {
    @Override public String toString() {
        return "line " + line + ": " + reason;
    }
}
