package org.mailferry.reconcile;

import java.util.Map;

/** Digests of a folder's messages, by UID, as far as they were read before. */
interface Digests {
    Map<Long, String> between(long fromUid, long toUid);

    void add(Map<Long, String> read);
}
