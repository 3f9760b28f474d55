package org.mailferry.mailflow;

import java.util.Locale;

/** An MX record. {@code host} is in lower case without the final dot. */
public record MailExchanger(int preference, String host) implements Comparable<MailExchanger> {
    public MailExchanger {
        host = hostName(host);
    }

    /** @param text {@code 10 mx.corp.test} */
    static MailExchanger parse(String text) {
        int space = text.indexOf(' ');
        return new MailExchanger(Integer.parseInt(text.substring(0, space)), text.substring(space + 1));
    }

    static String hostName(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    @Override public int compareTo(MailExchanger other) {
        int byPreference = Integer.compare(preference, other.preference);
        return byPreference != 0 ? byPreference : host.compareTo(other.host);
    }

    @Override public String toString() {
        return preference + " " + host;
    }
}
