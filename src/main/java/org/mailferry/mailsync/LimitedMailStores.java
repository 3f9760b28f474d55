package org.mailferry.mailsync;

import java.util.List;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Opens mailboxes within what their servers bear. Where there is no place, or a server asked to be left alone, it connects to nobody and
 * throws {@code THROTTLED} with the time to come back.
 */
@Component
@Primary
public final class LimitedMailStores implements MailStores {
    private final MailStores stores;
    private final ServerGate gate;
    private final KnownLimits known;
    private final LimitsSettings settings;
    private final Pacer pacer;

    public LimitedMailStores(@Qualifier("imapMailStores") MailStores stores, ServerGate gate, KnownLimits known, LimitsSettings settings, Pacer pacer) {
        this.stores = stores;
        this.gate = gate;
        this.known = known;
        this.settings = settings;
        this.pacer = pacer;
    }

    @Override public MailStore open(MailAccount account, Deadline deadline) {
        return connect(account, deadline, admitted(List.of(account), deadline).get(0));
    }

    @Override public Sides open(MailAccount source, MailAccount target, Deadline deadline) {
        List<ServerGate.Slot> slots = admitted(List.of(source, target), deadline);
        MailStore opened = null;
        try {
            opened = connect(source, deadline, slots.get(0));
            return new Sides(opened, connect(target, deadline, slots.get(1)));
        } catch (RuntimeException e) {
            gate.release(slots.get(1));
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    private List<ServerGate.Slot> admitted(List<MailAccount> accounts, Deadline deadline) {
        ServerGate.Admission admission = gate.admit(accounts.stream().map(Caller::of).toList(), deadline.hard());
        if (admission instanceof ServerGate.Admission.Later later) {
            throw MigrationException.throttled(later.pause(), later.reason());
        }
        return ((ServerGate.Admission.Admitted) admission).slots();
    }

    private MailStore connect(MailAccount account, Deadline deadline, ServerGate.Slot slot) {
        ServerEar ear = new ServerEar(gate, slot);
        try {
            MailStore store = ear.listening(() -> stores.open(account, deadline));
            gate.welcomed(slot);
            ServerLimits limits = known.of(slot.caller().server()).and(settings.everywhere());
            ServerPace pace = limits.boundRate() ? ServerPace.of(gate, slot.caller(), deadline, settings.patience(), pacer) : ServerPace.FREE;
            return new LimitedMailStore(store, ear, pace, () -> gate.release(slot));
        } catch (RuntimeException e) {
            gate.release(slot);
            throw e;
        }
    }

}
