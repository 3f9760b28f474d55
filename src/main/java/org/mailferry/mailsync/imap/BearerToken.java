package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;

/** How an access token is said: SASL XOAUTH2, as Google and Microsoft describe it, or OAUTHBEARER (RFC 7628). */
enum BearerToken {
    XOAUTH2("") {
        @Override String text(MailEndpoint endpoint, String login, String token) {
            return "user=" + login + "\1auth=Bearer " + token + "\1\1";
        }
    },
    OAUTHBEARER("AQ==") {
        @Override String text(MailEndpoint endpoint, String login, String token) {
            return "n,a=" + login.replace("=", "=3D").replace(",", "=2C") + ",\1host=" + endpoint.host() + "\1port=" + endpoint.port()
                + "\1auth=Bearer " + token + "\1\1";
        }
    };

    // The words of RFC 7628 §3.2.2 and those that Google and Microsoft add; anything else in the challenge is not repeated.
    private static final Pattern WORDS = Pattern.compile("\"(status|schemes|scope|error|error_description)\"\\s*:\\s*\"([^\"]{0,200})\"");

    private final String dummy;

    BearerToken(String dummy) {
        this.dummy = dummy;
    }

    abstract String text(MailEndpoint endpoint, String login, String token);

    /** The first that the server offers. */
    static Optional<BearerToken> offered(ImapWire wire) {
        for (BearerToken mechanism : values()) {
            if (wire.hasCapability("AUTH=" + mechanism.name())) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }

    /** @param told gets what the server says about a token that it does not take, in words for people */
    ImapLine say(ImapWire wire, MailEndpoint endpoint, String login, Secret token, List<String> told) {
        byte[] response = text(endpoint, login, token.reveal().strip()).getBytes(StandardCharsets.UTF_8);
        return wire.authenticate(name(), response, challenge -> {
            told.addAll(words(challenge));
            // The server says NO only after it has an answer to its explanation.
            return dummy;
        });
    }

    private static List<String> words(String challenge) {
        List<String> words = new ArrayList<>();
        Matcher match = WORDS.matcher(challenge);
        while (match.find()) {
            words.add(match.group(1) + " " + match.group(2));
        }
        return words;
    }
}
