package org.mailferry.cli.endpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.ServerPreset;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that say where a mailbox is and who opens it, named as in imapsync and ending in the side's number: {@code --host1},
 * {@code --user1}. A command adds {@link #mixin()} once for each side.
 */
public final class EndpointOptions {
    private static final Set<String> MECHANISMS = Set.of("PLAIN", "LOGIN", "XOAUTH2");

    private final int side;
    private final CommandSpec mixin = CommandSpec.create();

    public EndpointOptions(int side) {
        this.side = side;
        String server = side == 1 ? "the source" : "the target";
        text("host", "HOST", "Name or address of " + server + ".");
        mixin.addOption(OptionSpec.builder(named("port")).type(Integer.class).paramLabel("PORT").description("Its port (default: 993, without --ssl" + side
            + " 143).").build());
        text("user", "LOGIN", "The mailbox's login. user*master and Exchange's DOMAIN/service/alias go as they are.");
        text("authuser", "LOGIN", "Whose password it is: a service account that opens the mailbox by SASL PLAIN.");
        text("masteruser", "LOGIN", "A master user: logs in as LOGIN of the mailbox, *, and this.");
        text("password", "PASSWORD", "Seen by every user of this machine in the process list; better is --passfile" + side + ".");
        text("passfile", "FILE", "The password is the file's first line.");
        text("oauthaccesstoken", "TOKEN", "For XOAUTH2: a token, or a file with one, which is read again at each login.");
        text("authmech", "NAME", "PLAIN, LOGIN or XOAUTH2. Between the first two the server's offer decides.");
        flag("ssl", "TLS from the first byte, port 993 (default).");
        flag("nossl", "No TLS from the first byte: STARTTLS is then demanded, port 143.");
        flag("tls", "STARTTLS, port 143; never without.");
        flag("notls", "No STARTTLS. With --nossl" + side + " the connection is not protected at all.");
        flag("gmail", "imap.gmail.com by TLS, and no more than it allows in a day.");
        flag("office", "outlook.office365.com by TLS.");
        flag("exchange", "Says that it is Exchange, so that a service account opens at most 16 connections.");
        flag("domino", "Says that it is Domino; changes nothing.");
        text("certificate", "SHA256", "Trust exactly the server certificate with this fingerprint, whatever its chain and name.");
    }

    public CommandSpec mixin() {
        return mixin;
    }

    public Optional<String> host() {
        return value("host").or(() -> is("gmail") ? Optional.of("imap.gmail.com") : is("office") ? Optional.of("outlook.office365.com") : Optional.empty());
    }

    /** What a server of this make allows. */
    public ServerPreset preset() {
        if (is("gmail")) {
            return ServerPreset.GMAIL;
        }
        return is("office") || is("exchange") ? ServerPreset.EXCHANGE : ServerPreset.OTHER;
    }

    public Optional<String> user() {
        return value("user");
    }

    /** Warnings about what was given here, for the standard error. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (value("password").isPresent() || value("oauthaccesstoken").filter(text -> !Files.isRegularFile(Path.of(text))).isPresent()) {
            warnings.add("What --password" + side + " or --oauthaccesstoken" + side + " says is in the process list for every user of this machine, and Java cannot hide it; use --passfile" + side
                + " or MAILFERRY_PASSWORD" + side);
        }
        return warnings;
    }

    /** The server alone, for a host given here. */
    public MailEndpoint endpoint() {
        return endpoint(host().orElseThrow(() -> new UsageException("--host" + side + " is missing")));
    }

    public MailEndpoint endpoint(String host) {
        try {
            TransportSecurity security = security();
            int port = port().orElse(security == TransportSecurity.TLS ? 993 : 143);
            return new MailEndpoint(host, port, security, value("certificate"));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The mailbox that the options name, its password asked for where nothing gives it. */
    public MailAccount account(GivenSecrets secrets, Surroundings around) {
        String user = user().orElseThrow(() -> new UsageException("--user" + side + " is missing"));
        return account(endpoint(), user, password(user, secrets, around));
    }

    /** Another mailbox of a list, with the password that the list gives. */
    public MailAccount account(String host, String user, @Nullable Secret password, GivenSecrets secrets, Surroundings around) {
        SecretReference reference = password == null ? password(user, secrets, around) : secrets.hold(side + ":" + host + ":" + user, password);
        return account(endpoint(host), user, reference);
    }

    private MailAccount account(MailEndpoint endpoint, String user, SecretReference password) {
        CredentialMode mode = mode();
        Optional<String> service = value("authuser").or(() -> value("masteruser")).filter(any -> mode.needsServiceLogin());
        return new MailAccount(endpoint, mode, user, service, password);
    }

    private CredentialMode mode() {
        Optional<String> mechanism = value("authmech").map(name -> name.toUpperCase(Locale.ROOT));
        mechanism.filter(name -> !MECHANISMS.contains(name)).ifPresent(name -> {
            throw new UsageException("--authmech" + side + " knows PLAIN, LOGIN and XOAUTH2, not " + name);
        });
        if (mechanism.filter("XOAUTH2"::equals).isPresent() || value("oauthaccesstoken").isPresent()) {
            return CredentialMode.XOAUTH2;
        }
        if (value("authuser").isPresent() && value("masteruser").isPresent()) {
            throw new UsageException("--authuser" + side + " and --masteruser" + side + " exclude each other");
        }
        if (value("authuser").isPresent()) {
            return CredentialMode.AUTHORIZATION_IDENTITY;
        }
        return value("masteruser").isPresent() ? CredentialMode.MASTER_USER : CredentialMode.OWN_PASSWORD;
    }

    private TransportSecurity security() {
        if (is("ssl")) {
            return TransportSecurity.TLS;
        }
        if (is("tls")) {
            return TransportSecurity.STARTTLS;
        }
        boolean implicit = !is("nossl") && port().orElse(993) != 143;
        if (implicit) {
            return TransportSecurity.TLS;
        }
        return is("notls") ? TransportSecurity.PLAIN : TransportSecurity.STARTTLS;
    }

    private SecretReference password(String user, GivenSecrets secrets, Surroundings around) {
        Optional<String> token = value("oauthaccesstoken");
        Optional<String> file = token.filter(text -> Files.isRegularFile(Path.of(text))).or(() -> value("password").or(() -> token).isPresent()
            ? Optional.empty() : value("passfile"));
        if (file.isPresent()) {
            return new SecretReference(SecretReference.Place.FILE, Path.of(file.get()).toAbsolutePath().toString());
        }
        if (token.isPresent()) {
            return secrets.hold("token" + side, Secret.of(token.get()));
        }
        Secret password = value("password")
            .or(() -> Stream.of("MAILFERRY_PASSWORD" + side, "IMAPSYNC_PASSWORD" + side).flatMap(name -> around.environment().apply(name).stream()).findFirst())
            .map(Secret::of).or(() -> around.asking().apply("Password of " + value("authuser").or(() -> value("masteruser")).orElse(user)
                + (side == 1 ? " on the source" : " on the target")))
            .orElseThrow(() -> new UsageException("There is no password for " + user + ": use --passfile" + side + " or MAILFERRY_PASSWORD" + side));
        return secrets.hold("password" + side, password);
    }

    private Optional<Integer> port() {
        return Optional.ofNullable(mixin.findOption(named("port")).getValue());
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(mixin.findOption(named(name)).getValue());
    }

    private boolean is(String name) {
        return Boolean.TRUE.equals(mixin.findOption(named(name)).getValue());
    }

    private void text(String name, String label, String description) {
        mixin.addOption(OptionSpec.builder(named(name)).type(String.class).paramLabel(label).description(description).build());
    }

    private void flag(String name, String description) {
        mixin.addOption(OptionSpec.builder(named(name)).type(boolean.class).description(description).build());
    }

    private String named(String name) {
        return "--" + name + side;
    }
}
