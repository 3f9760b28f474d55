package org.mailferry.mailflow;

import java.net.InetAddress;

/** The name under which an address is looked up (RFC 1035 §3.5, RFC 3596 §2.5). */
final class ReverseName {
    private static final int V4 = 4;

    private ReverseName() {}

    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = bytes.length - 1; i >= 0; i--) {
            int octet = bytes[i] & 0xFF;
            if (bytes.length == V4) {
                name.append(octet).append('.');
            } else {
                name.append(Integer.toHexString(octet & 0xF)).append('.').append(Integer.toHexString(octet >> 4)).append('.');
            }
        }
        return name.append(bytes.length == V4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }
}
