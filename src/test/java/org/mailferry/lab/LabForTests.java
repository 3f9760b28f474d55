package org.mailferry.lab;

import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.SecretReference;

/** What the lab's plan says about its calendars, for tests of other packages. */
public final class LabForTests {
    public static final String SERVICE_LOGIN = "ROMASHKA\\" + Lab.CALENDAR_SERVICE;

    private LabForTests() {}

    public static SecretReference servicePassword(Lab lab) {
        return SecretReference.parse(lab.folder().reference("calendar-service"));
    }

    public static EmailAddress probe(Lab lab) {
        return EmailAddress.parse(lab.nobodysAddress(Lab.NOBODYS.get(0)));
    }

    public static EmailAddress decoy(Lab lab) {
        return EmailAddress.parse(lab.nobodysAddress(Lab.NOBODYS.get(1)));
    }

    /** Of one of the lab's own mailboxes or of any other name. */
    public static SecretReference password(Lab lab, EmailAddress mailbox) {
        return SecretReference.parse(lab.folder().reference(mailbox.localPart()));
    }
}
