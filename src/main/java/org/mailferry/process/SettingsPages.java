package org.mailferry.process;

import java.util.List;

/** What a group of settings asks for beside its page: how its output is judged, and who looks at it afterwards. */
public interface SettingsPages {
    /** @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when plan or step is unknown */
    Demand of(String step, Instructions.Scope scope);

    /**
     * @param rows of the inventory
     * @param paste the kind of output that is pasted, see {@code target.PasteJudge}
     * @param expected what the output must say, the plan's values filled in; only for the kind {@code values}
     * @param looks names of the {@link IndependentLook}s that must agree; none when no service can see it from outside
     * @param missing plan keys without which the page is incomplete
     */
    record Demand(String title, List<String> rows, String paste, List<String> expected, List<String> looks, List<String> missing) {
        public Demand {
            rows = List.copyOf(rows);
            expected = List.copyOf(expected);
            looks = List.copyOf(looks);
            missing = List.copyOf(missing);
        }
    }
}
