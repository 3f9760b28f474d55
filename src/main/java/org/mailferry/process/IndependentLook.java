package org.mailferry.process;

import java.util.List;
import org.mailferry.audit.CheckResult;

/** Sees from outside whether a setting works, whatever its commands printed. Only looks, so it may be repeated. */
public interface IndependentLook {
    /** As the pages of the steps name it, such as {@code ports}. */
    String name();

    /** @throws org.mailferry.kernel.MigrationException when it could not be found out */
    List<CheckResult> look(Instructions.Scope scope);
}
