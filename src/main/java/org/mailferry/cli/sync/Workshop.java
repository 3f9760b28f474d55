package org.mailferry.cli.sync;

import java.time.Clock;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.ServerGate;
import org.mailferry.mailsync.SyncLedger;

/**
 * What the mailboxes of a run share.
 *
 * @param gate what all mailboxes of the run share of each server
 * @param errorsMax after so many errors a mailbox is left
 * @param bytesMax after so many bytes a mailbox is left
 * @param removal what the source has not is removed from the target, unless it is more than so many percent
 * @param pace of all mailboxes together
 * @param stopAsked somebody wants the whole run to end
 */
record Workshop(MailStores stores, ServerGate gate, GivenLimits limits, SyncLedger ledger, MailsyncSettings settings, Reporter reporter, Clock clock, Pacer pacer,
                OptionalInt errorsMax, OptionalLong bytesMax, OptionalInt removal, Pace pace, BooleanSupplier stopAsked) {
    RunWatch watch(String mailbox) {
        return new RunWatch(mailbox, reporter, errorsMax, bytesMax, pace, stopAsked);
    }
}
