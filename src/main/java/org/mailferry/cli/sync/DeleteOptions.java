package org.mailferry.cli.sync;

import org.mailferry.cli.endpoint.UsageException;
import picocli.CommandLine.Option;

/** What may be removed from the target. */
final class DeleteOptions {
    @Option(names = "--delete2", description = "Remove from the target, for good, what the source's folders do not hold; also mail that arrived there.")
    private boolean delete2;

    @Option(names = "--delete2share", paramLabel = "PERCENT", description = "But nothing at all where more than so much of the target would go (default: 50).")
    private int share = 50;

    boolean delete2() {
        return delete2;
    }

    int maxPercent() {
        if (share < 1 || share > 100) {
            throw new UsageException("--delete2share is between 1 and 100");
        }
        return share;
    }
}
