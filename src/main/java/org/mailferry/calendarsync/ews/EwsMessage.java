package org.mailferry.calendarsync.ews;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.MigrationException;

/**
 * A ResponseMessage, or a SOAP fault, which is one for the whole request.
 *
 * @param code such as {@code NoError} or {@code ErrorItemNotFound}, [MS-OXWSCDATA] §2.2.5.24
 */
record EwsMessage(String code, String text, Optional<Duration> backOff, XmlElement content) {
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Set<String> BUSY = Set.of("ErrorServerBusy", "ErrorExceededConnectionCount", "ErrorTooManyObjectsOpened",
        "ErrorMailboxMoveInProgress", "ErrorInsufficientResources", "ErrorNotEnoughMemory");
    private static final Set<String> PASSING = Set.of("ErrorTimeoutExpired", "ErrorInternalServerTransientError", "ErrorConnectionFailed",
        "ErrorConnectionFailedTransientError", "ErrorMailboxStoreUnavailable", "ErrorMailboxFailover", "ErrorADUnavailable", "ErrorADOperation",
        "ErrorBatchProcessingStopped", "ErrorClientDisconnected", "ErrorProxyCallFailed", "ErrorCrossSiteRequest");
    private static final Set<String> MAILBOX = Set.of("ErrorImpersonateUserDenied", "ErrorImpersonationFailed", "ErrorImpersonationDenied",
        "ErrorNonExistentMailbox", "ErrorNonPrimarySmtpAddress", "ErrorAccountDisabled", "ErrorMailboxConfiguration", "ErrorQuotaExceeded",
        "ErrorSchemaValidation", "ErrorInvalidServerVersion", "ErrorPasswordExpired", "ErrorPasswordChangeRequired");

    static EwsMessage of(XmlElement message) {
        boolean success = message.attribute("ResponseClass").equals("Success");
        String code = message.text("ResponseCode").map(String::strip).orElse(success ? "NoError" : "Error");
        return new EwsMessage(code, message.text("MessageText").orElse(""), backOff(message), message);
    }

    static EwsMessage ofFault(XmlElement fault) {
        String code = fault.text("detail", "ResponseCode").or(() -> fault.text("faultcode")).orElse("Error").strip();
        return new EwsMessage(code.substring(code.indexOf(':') + 1), fault.text("detail", "Message").or(() -> fault.text("faultstring")).orElse(""), backOff(fault), fault);
    }

    private static Optional<Duration> backOff(XmlElement element) {
        return element.anywhere("MessageXml").stream().flatMap(xml -> xml.children().stream())
            .filter(value -> value.attribute("Name").equals("BackOffMilliseconds")).map(value -> value.characters().toString().strip())
            .filter(text -> text.matches("\\d{1,12}")).map(text -> Duration.ofMillis(Long.parseLong(text))).findFirst()
            .map(delay -> delay.compareTo(LONGEST) > 0 ? LONGEST : delay.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : delay);
    }

    boolean ok() {
        return code.equals("NoError");
    }

    boolean is(String... codes) {
        return Set.of(codes).contains(code);
    }

    /** Says something about the server or the whole mailbox, so that the other items fare no better. */
    boolean isOfMailbox() {
        return BUSY.contains(code) || PASSING.contains(code) || MAILBOX.contains(code);
    }

    /** The message as an exception of the kind that it is. @param what was not done, such as {@code list the calendars} */
    MigrationException failure(String server, EwsLogin login, String what) {
        String said = "Exchange at " + server + " did not " + what + " of " + login.mailbox() + ": " + words(login);
        if (BUSY.contains(code)) {
            return MigrationException.throttled(backOff.orElse(USUAL), said);
        }
        if (PASSING.contains(code) || code.equals("ErrorInternalServerError")) {
            return MigrationException.transientFailure(said, null);
        }
        return MigrationException.permanent(said + advice());
    }

    String words(EwsLogin login) {
        String plain = login.hide(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return code + (plain.isEmpty() ? "" : ", " + plain.substring(0, Math.min(200, plain.length())));
    }

    private String advice() {
        if (code.toLowerCase(Locale.ROOT).contains("impersonat")) {
            return ". The service login needs the role ApplicationImpersonation for this mailbox.";
        }
        return code.startsWith("ErrorNon") ? ". Check that the mailbox exists under this primary address." : "";
    }
}
