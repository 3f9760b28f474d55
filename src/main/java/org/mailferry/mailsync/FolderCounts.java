package org.mailferry.mailsync;

/** A folder's messages by outcome, and the bytes of those that were copied. */
public record FolderCounts(long copied, long alreadyThere, long refused, long expunged, long unresolved, long copiedBytes) {
    public static final FolderCounts NONE = new FolderCounts(0, 0, 0, 0, 0, 0);

    public long handled() {
        return copied + alreadyThere + refused;
    }

    public FolderCounts plus(FolderCounts other) {
        return new FolderCounts(copied + other.copied, alreadyThere + other.alreadyThere, refused + other.refused,
            expunged + other.expunged, unresolved + other.unresolved, copiedBytes + other.copiedBytes);
    }
}
