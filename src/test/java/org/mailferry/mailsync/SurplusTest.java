package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code --delete2} would remove, looked for window by window. */
class SurplusTest {
    private static final int WINDOW = 3;

    private final Ferry ferry = new Ferry();
    private final MemoryServer source = ferry.source;
    private final MemoryServer target = ferry.target;

    @BeforeEach void aFolderOfManyWindows() {
        for (int i = 1; i <= 20; i++) {
            source.deliver("INBOX", "message " + i, String.format("%02d-Jan-2020", i));
        }
        ferry.run(Pass.INITIAL);
    }

    private Surplus find() {
        Deadline deadline = Deadline.in(ferry.clock, Duration.ofMinutes(1), Duration.ofMinutes(1));
        return Surplus.find(ferry.job(), ferry.ledger, ferry.stores.open(ferry.job().source(), deadline), ferry.stores.open(ferry.job().target(), deadline), WINDOW);
    }

    @Test void nothingOfAMirrorIsListedAndNothingGoes() {
        source.largestListing = 0;
        target.largestListing = 0;
        assertThat(find().count()).isZero();
        assertThat(source.largestListing + target.largestListing).isZero();
    }

    @Test void findsAllInWindowsAndRemovesJustThat() {
        List.of(2L, 3L, 9L, 20L).forEach(uid -> source.expunge("INBOX", uid));
        for (int i = 1; i <= 10; i++) {
            target.deliver("INBOX", "only here " + i, String.format("%02d-Feb-2020", i));
        }
        ferry.run(Pass.DELTA);
        source.largestListing = 0;
        target.largestListing = 0;
        Surplus surplus = find();
        assertThat(surplus.count()).isEqualTo(14);
        assertThat(surplus.parts()).singleElement().extracting(Surplus.Part::messages).isEqualTo(30L);
        assertThat(target.largestListing).isLessThanOrEqualTo(WINDOW);
        assertThat(source.largestListing).isLessThanOrEqualTo(WINDOW);
        assertThat(surplus.remove(target)).isEqualTo(14);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void whatCameSinceThePassKeepsItsDateOnTheTarget() {
        for (int i = 1; i <= 7; i++) {
            source.deliver("INBOX", "new " + i, String.format("%02d-Mar-2020", i));
            target.deliver("INBOX", "new " + i, String.format("%02d-Mar-2020", i));
        }
        target.deliver("INBOX", "only here", "09-Mar-2020");
        Surplus surplus = find();
        assertThat(surplus.count()).isEqualTo(1);
        surplus.remove(target);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void anEmptySourceIsAnObjection() {
        for (long uid = 1; uid <= 20; uid++) {
            source.expunge("INBOX", uid);
        }
        ferry.run(Pass.DELTA);
        assertThat(find().objection(100)).hasValueSatisfying(why -> assertThat(why).contains("no message at all"));
    }
}
