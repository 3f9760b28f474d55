package org.mailferry.plan;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Plans.PlanSource;

/** The plan folders of this node. Another node may have others, or none. */
public interface PlanFolders {
    /** Empty when this node has no folder of that name. */
    Optional<Content> find(PlanName name);

    /** Where this node looks for them, for a person who put a folder elsewhere. */
    String place();

    /** What lies in a folder. */
    sealed interface Content {
        record Texts(PlanSource source) implements Content {}

        /** A file is missing or is no text. */
        record Unreadable(List<PlanProblem> problems) implements Content {
            public Unreadable {
                problems = List.copyOf(problems);
            }
        }
    }
}
