package org.mailferry.directory.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeps an owner out. Bits are tested here and not in the filter, because not every directory knows Active Directory's bit filter.
 *
 * @param bits zero where the value is compared as text
 */
record DisabledRule(String attribute, long bits, String value) {
    private static final Pattern BITS = Pattern.compile("([A-Za-z0-9;-]+)&([0-9]{1,18})");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9;-]+)=(.+)");

    /** @throws IllegalArgumentException unless it is {@code attribute&bit} or {@code attribute=value} */
    static DisabledRule parse(String text) {
        Matcher bits = BITS.matcher(text);
        if (bits.matches() && Long.parseLong(bits.group(2)) > 0) {
            return new DisabledRule(bits.group(1), Long.parseLong(bits.group(2)), "");
        }
        Matcher value = VALUE.matcher(text);
        if (value.matches()) {
            return new DisabledRule(value.group(1), 0, value.group(2));
        }
        throw new IllegalArgumentException("'" + text + "' is no rule for disabled accounts; write attribute=value or attribute&bit");
    }

    boolean holds(Entry entry) {
        if (bits > 0) {
            Long number = entry.getAttributeValueAsLong(attribute);
            return number != null && (number & bits) != 0;
        }
        String[] values = entry.getAttributeValues(attribute);
        return values != null && java.util.Arrays.stream(values).anyMatch(value::equalsIgnoreCase);
    }
}
