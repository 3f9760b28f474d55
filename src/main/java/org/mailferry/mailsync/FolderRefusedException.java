package org.mailferry.mailsync;

/** The server refused a command about one folder. It ends the folder, not the pass. */
public final class FolderRefusedException extends RuntimeException {
    public FolderRefusedException(String message) {
        super(message);
    }
}
