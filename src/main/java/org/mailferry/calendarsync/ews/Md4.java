package org.mailferry.calendarsync.ews;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** RFC 1320, which the JDK does not offer and NTLM hashes passwords with ([MS-NLMP] §3.3.2). */
final class Md4 {
    private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
    private static final int[][] ORDERS = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15},
        {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15}};
    private static final int[] CONSTANTS = {0, 0x5A827999, 0x6ED9EBA1};

    private Md4() {}

    static byte[] of(byte[] message) {
        int[] state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
        byte[] padded = Arrays.copyOf(message, (message.length + 8) / 64 * 64 + 64);
        padded[message.length] = (byte) 0x80;
        ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        words.putLong(padded.length - 8, message.length * 8L);
        for (int block = 0; block < padded.length; block += 64) {
            int[] next = state.clone();
            for (int step = 0; step < 48; step++) {
                round(next, step, words.getInt(block + 4 * ORDERS[step / 16][step % 16]));
            }
            for (int i = 0; i < 4; i++) {
                state[i] += next[i];
            }
        }
        ByteBuffer hash = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(state).forEach(hash::putInt);
        return hash.array();
    }

    private static void round(int[] s, int step, int word) {
        int round = step / 16;
        int mixed = round == 0 ? s[1] & s[2] | ~s[1] & s[3] : round == 1 ? s[1] & s[2] | s[1] & s[3] | s[2] & s[3] : s[1] ^ s[2] ^ s[3];
        int turned = Integer.rotateLeft(s[0] + mixed + word + CONSTANTS[round], SHIFTS[round][step % 4]);
        s[0] = s[3];
        s[3] = s[2];
        s[2] = s[1];
        s[1] = turned;
    }
}
