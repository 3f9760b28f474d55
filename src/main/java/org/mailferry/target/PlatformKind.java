package org.mailferry.target;

/** The platforms that mail moves to. {@code IMAP} is any server whose administration we know nothing of. */
public enum PlatformKind {
    MYOFFICE("MyOffice Mail"), VK_WORKSPACE("VK WorkSpace"), TEGU("Tegu"), ICEWARP("IceWarp"), IMAP("the IMAP server");

    private final String label;

    PlatformKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
