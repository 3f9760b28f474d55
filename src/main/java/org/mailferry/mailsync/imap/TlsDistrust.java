package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.mailferry.kernel.MailEndpoint;

/** Why a protected connection did not come about, with the way out. */
final class TlsDistrust {
    private TlsDistrust() {}

    /**
     * @param seenSha256 of the certificate that the server showed
     * @return empty when the failure is about something else, such as the line
     */
    static Optional<String> words(MailEndpoint endpoint, Optional<String> seenSha256, Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = failure; each != null && !causes.contains(each); each = each.getCause()) {
            causes.add(each);
        }
        String certificate = "The certificate of " + endpoint;
        String pin = seenSha256.map(print -> "pin it with certificateSha256: " + print).orElse("pin it with certificateSha256")
            + ", after its owner confirmed the fingerprint";
        if (has(causes, CertificateExpiredException.class)) {
            return Optional.of(certificate + " has expired. Have it renewed, or " + pin);
        }
        if (has(causes, CertificateNotYetValidException.class)) {
            return Optional.of(certificate + " is not valid yet. See whether the clocks are right, or " + pin);
        }
        if (has(causes, CertPathBuilderException.class)) {
            return Optional.of(certificate + " is not trusted: it is self-signed, or its issuer is unknown here. Add its issuer to the trust store of Java"
                + " (-Djavax.net.ssl.trustStore), or " + pin);
        }
        if (isOtherName(causes)) {
            return Optional.of(certificate + " is made out to another name than " + endpoint.host() + ". Use the name that stands in it, or " + pin);
        }
        if (causes.stream().anyMatch(cause -> cause instanceof SSLException && says(cause, "unrecognized SSL message", "plaintext connection"))) {
            return Optional.of(endpoint + " does not speak TLS at this point: something else answered. See whether port and security (tls, starttls) fit together");
        }
        Throwable last = causes.get(causes.size() - 1);
        return causes.stream().anyMatch(SSLHandshakeException.class::isInstance) && !(last instanceof java.io.EOFException)
            || causes.stream().anyMatch(cause -> cause instanceof SSLException && says(cause, "certificate"))
            ? Optional.of(certificate + " is not trusted, or no protection was agreed on (" + last.getMessage() + "). Add its issuer to the trust store, or " + pin)
            : Optional.empty();
    }

    private static boolean isOtherName(List<Throwable> causes) {
        return causes.stream().anyMatch(cause -> cause instanceof CertificateException && says(cause, "No subject alternative", "No name matching")
            || cause instanceof IOException && says(cause, "Can't verify identity"));
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static boolean says(Throwable cause, String... words) {
        String message = String.valueOf(cause.getMessage());
        for (String word : words) {
            if (message.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
