package org.mailferry.lab.ews;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** RFC 1320, which NTLM hashes passwords with and the JDK does not offer. */
final class Md4 {
    private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
    private static final int[] CONSTANTS = {0, 0x5A827999, 0x6ED9EBA1};
    private static final int[][] ORDER = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15},
        {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15}};

    private Md4() {}

    static byte[] digest(byte[] text) {
        int blocks = (text.length + 8) / 64 + 1;
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(text, blocks * 64)).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(text.length, (byte) 0x80).putLong(blocks * 64 - 8, text.length * 8L);
        int[] state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
        for (int block = 0; block < blocks; block++) {
            int[] before = state.clone();
            for (int step = 0; step < 48; step++) {
                round(state, step, padded.getInt(block * 64 + ORDER[step / 16][step % 16] * 4));
            }
            for (int i = 0; i < 4; i++) {
                state[i] += before[i];
            }
        }
        ByteBuffer digest = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(state).forEach(digest::putInt);
        return digest.array();
    }

    private static void round(int[] state, int step, int word) {
        int a = (16 - step % 4) % 4;
        int x = state[(a + 1) % 4];
        int y = state[(a + 2) % 4];
        int z = state[(a + 3) % 4];
        int mixed = switch (step / 16) {
            case 0 -> x & y | ~x & z;
            case 1 -> x & y | x & z | y & z;
            default -> x ^ y ^ z;
        };
        state[a] = Integer.rotateLeft(state[a] + mixed + word + CONSTANTS[step / 16], SHIFTS[step / 16][step % 4]);
    }
}
