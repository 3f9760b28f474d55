package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.List;
import org.mailferry.kernel.MigrationException;

/** Counts every call that the engine makes, and ends one of them: by a fault that the engine sees, or by a death that nobody survives. */
final class Tripwire {
    /** What a killed process does: nothing more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private enum Way { NONE, FAULT, DEATH }

    final List<String> calls = new ArrayList<>();
    /** What else happens at a call. */
    java.util.function.Consumer<String> watcher = call -> { };
    private Way way = Way.NONE;
    private int at;
    private String named = "";
    private boolean dead;

    void faultAt(int call) {
        arm(Way.FAULT, call);
    }

    /** The first call of that name. */
    void faultAt(String call) {
        arm(Way.FAULT, -1);
        named = call;
    }

    void dieAt(int call) {
        arm(Way.DEATH, call);
    }

    void disarm() {
        arm(Way.NONE, 0);
    }

    private void arm(Way how, int call) {
        way = how;
        at = call;
        named = "";
        dead = false;
        calls.clear();
    }

    /** Stands before and behind every effect. */
    void passing(String call) {
        if (dead) {
            throw new Killed();
        }
        calls.add(call);
        watcher.accept(call);
        if (call.equals(named)) {
            at = calls.size();
            named = "";
        }
        if (way != Way.NONE && calls.size() == at) {
            if (way == Way.DEATH) {
                dead = true;
                throw new Killed();
            }
            throw MigrationException.transientFailure("fault at " + call, null);
        }
    }
}
