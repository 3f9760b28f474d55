package org.mailferry.secret;

import java.util.List;
import java.util.Optional;

/** Keeps sealed secrets durably. */
public interface SealedSecrets {
    Optional<SealedSecret> find(String name);

    /** All of them, by name. */
    List<SealedSecret> all();

    /**
     * Writes the next version of an entry, committed in a transaction of its own.
     *
     * @return false when somebody else wrote that version first; nothing was written then
     */
    boolean write(SealedSecret next);

    /**
     * Deletes an entry; with the last one the key's check value goes too, so that an empty store takes a new key.
     *
     * @return whether there was one
     */
    boolean delete(String name);

    /**
     * The check value of the key that seals this store; the first caller's value is kept while there are entries.
     *
     * @return the value that counts, which is another one when the caller's key is another one
     */
    String keepKeyCheck(String checkValue);
}
