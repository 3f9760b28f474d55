package org.mailferry.process.security;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.mailferry.kernel.Secret;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /setup}: the form for the first administrator. It repeats nothing that was typed, and is gone once there is one. */
@RestController
@ConditionalOnWebApplication
final class SetupPage {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final Pattern USER_ID = Pattern.compile("[a-zA-Z0-9._@-]{1,64}");

    private final FirstAdministrator firstAdministrator;
    private final Accounts accounts;

    SetupPage(FirstAdministrator firstAdministrator, Accounts accounts) {
        this.firstAdministrator = firstAdministrator;
        this.accounts = accounts;
    }

    @GetMapping("/setup")
    ResponseEntity<String> form() {
        if (!firstAdministrator.isAwaited()) {
            return page(HttpStatus.GONE, "Mailferry is set up", "<p>There is an administrator already. <a href=\"/\">Go to the first page</a>.</p>");
        }
        return page(HttpStatus.OK, "First administrator", FORM);
    }

    @PostMapping(path = "/setup", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> make(@RequestParam("token") String token, @RequestParam("userId") String userId,
        @RequestParam(name = "firstName", defaultValue = "") String firstName,
        @RequestParam(name = "lastName", defaultValue = "") String lastName,
        @RequestParam("password") String password, @RequestParam("again") String again) {
        if (!USER_ID.matcher(userId).matches()) {
            return again(HttpStatus.BAD_REQUEST, "A user id has 1 to 64 letters, digits or any of . _ @ -");
        }
        if (!password.equals(again)) {
            return again(HttpStatus.BAD_REQUEST, "The two passwords differ.");
        }
        if (!accounts.accepts(userId, Secret.of(password))) {
            return again(HttpStatus.BAD_REQUEST, LongPassword.RULE);
        }
        return answer(firstAdministrator.make(Secret.of(token.strip()), userId, firstName, lastName, Secret.of(password)));
    }

    private static ResponseEntity<String> answer(FirstAdministrator.Outcome outcome) {
        return switch (outcome) {
            case MADE -> page(HttpStatus.CREATED, "Done", "<p>The administrator is made, and the token is void. "
                + "<a href=\"/camunda/app/admin/default/\">Sign in and make the other users</a>.</p>");
            case NOT_AWAITED -> page(HttpStatus.GONE, "Mailferry is set up", "<p>There is an administrator already.</p>");
            case EXPIRED -> page(HttpStatus.GONE, "Too late", "<p>The token is no longer valid. A restart prints a new one.</p>");
            case WRONG_TOKEN -> again(HttpStatus.FORBIDDEN, "That is not the token which this node printed at its start.");
            case TOO_MANY_TRIES -> again(HttpStatus.TOO_MANY_REQUESTS, "Too many wrong tokens. Wait a minute.");
        };
    }

    private static ResponseEntity<String> again(HttpStatus status, String problem) {
        return page(status, "First administrator", "<p role=\"alert\"><strong>" + problem + "</strong></p>" + FORM);
    }

    private static ResponseEntity<String> page(HttpStatus status, String title, String body) {
        return ResponseEntity.status(status).contentType(HTML).header("Cache-Control", "no-store").header("Referrer-Policy", "no-referrer")
            .body("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + " – Mailferry</title><style>"
                + "body{font:16px/1.5 sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.8rem 0}"
                + "input{display:block;width:100%;padding:.4rem;box-sizing:border-box}</style></head><body><h1>" + title + "</h1>" + body
                + "</body></html>");
    }

    private static final String FORM = "<p>Mailferry printed a token at its start. Whoever has it makes the first administrator.</p>"
        + "<form method=\"post\" action=\"/setup\" autocomplete=\"off\">"
        + "<label>Token <input name=\"token\" required></label>"
        + "<label>User id <input name=\"userId\" required pattern=\"[a-zA-Z0-9._@\\-]{1,64}\"></label>"
        + "<label>First name <input name=\"firstName\"></label><label>Last name <input name=\"lastName\"></label>"
        + "<label>Password <input name=\"password\" type=\"password\" required minlength=\"" + LongPassword.LEAST + "\"></label>"
        + "<label>Password again <input name=\"again\" type=\"password\" required></label>"
        + "<button>Make the administrator</button></form>";
}
