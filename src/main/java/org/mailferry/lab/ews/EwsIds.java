package org.mailferry.lab.ews;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** Ids of occurrences: that of the master with a number behind it. */
final class EwsIds {
    private static final int LENGTH = 114;

    private EwsIds() {}

    /** @param index 0 for no occurrence */
    record Read(String itemId, int index) {}

    static Read read(String id) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(id);
        } catch (IllegalArgumentException e) {
            throw EwsError.item("ErrorInvalidIdMalformed", "Id is malformed.");
        }
        if (bytes.length != LENGTH && bytes.length != LENGTH + 4 || bytes[1] != 3) {
            throw EwsError.item("ErrorInvalidIdMalformed", "Id is malformed.");
        }
        return new Read(Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, LENGTH)), bytes.length == LENGTH ? 0 : ByteBuffer.wrap(bytes).getInt(LENGTH));
    }

    static String occurrence(String masterId, int index) {
        byte[] bytes = Arrays.copyOf(Base64.getDecoder().decode(masterId), LENGTH + 4);
        ByteBuffer.wrap(bytes).putInt(LENGTH, index);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
