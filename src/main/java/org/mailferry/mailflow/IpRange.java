package org.mailferry.mailflow;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A block of addresses in CIDR form. Only literals are read: no name is ever looked up here. */
record IpRange(InetAddress network, int prefixBits) {
    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    static Optional<InetAddress> address(String literal) {
        if (!V4.matcher(literal).matches() && !V6.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param text {@code 192.0.2.0/24} or a single address */
    static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> network = address(slash < 0 ? text : text.substring(0, slash));
        return network.flatMap(address -> bits(slash < 0 ? "" : text.substring(slash + 1), address).map(bits -> new IpRange(address, bits)));
    }

    private static Optional<Integer> bits(String text, InetAddress address) {
        int all = address.getAddress().length * 8;
        if (text.isEmpty()) {
            return Optional.of(all);
        }
        return text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= all ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    boolean contains(InetAddress address) {
        byte[] left = network.getAddress();
        byte[] right = address.getAddress();
        if (left.length != right.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((left[bit / 8] & mask) != (right[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
