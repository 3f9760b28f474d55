package org.mailferry.remote.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.HostKey;
import org.mailferry.remote.RemoteHost;

/** An SSH server in this process that answers command lines as its script says, and keeps what it was asked. */
public final class EmbeddedHost implements AutoCloseable {
    /** What it does with one line. */
    public record Answer(String output, String errors, int exitCode, Ending ending) {
        public static Answer of(int exitCode, String output) {
            return new Answer(output, "", exitCode, Ending.EXIT);
        }

        public static Answer ending(Ending ending) {
            return new Answer("begun\n", "", 0, ending);
        }
    }

    public enum Ending { EXIT, SIGNAL, NEVER, DROPPED }

    /** A line that came, and whether it came with a terminal. */
    public record Asked(String line, boolean terminal) {}

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<Asked, Answer> script = line -> Answer.of(0, "");
    private volatile KeyPair key;

    public EmbeddedHost() {
        key = keyPair("EC", 256);
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setPasswordAuthenticator(this::admit);
        server.setCommandFactory((channel, line) -> new Scripted(line));
        start(key);
    }

    private boolean admit(String user, String password, org.apache.sshd.server.session.ServerSession session) {
        logins.add(user + ":" + password);
        return password.equals("right");
    }

    static KeyPair keyPair(String algorithm, int bits) {
        try {
            return KeyUtils.generateKeyPair(algorithm.equals("EC") ? "ecdsa-sha2-nistp" + bits : "ssh-rsa", bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(KeyPair... keys) {
        try {
            server.setKeyPairProvider(KeyPairProvider.wrap(keys));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host was set up anew, on the same port. */
    void showInstead(KeyPair... keys) {
        server.setKeyPairProvider(KeyPairProvider.wrap(keys));
    }

    void allow(PasswordAuthenticator authenticator) {
        server.setPasswordAuthenticator(authenticator);
    }

    SshServer server() {
        return server;
    }

    public void answer(Function<Asked, Answer> next) {
        script = next;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Every login that was tried, as {@code user:password}. */
    List<String> logins() {
        return List.copyOf(logins);
    }

    KeyPair key() {
        return key;
    }

    /** As the plan knows this host. */
    public RemoteHost host() {
        return host(List.of(hostKey(key)));
    }

    RemoteHost host(List<HostKey> known) {
        return new RemoteHost("127.0.0.1", server.getPort(), known, "deployer", RemoteHost.Proof.PASSWORD, SecretReference.parse("env:VK"));
    }

    static HostKey hostKey(KeyPair pair) {
        ByteArrayBuffer blob = new ByteArrayBuffer();
        blob.putRawPublicKey(pair.getPublic());
        return new HostKey(KeyUtils.getKeyType(pair), Base64.getEncoder().encodeToString(blob.getCompactData()));
    }

    @Override public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Scripted implements Command {
        private final String line;
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream err = OutputStream.nullOutputStream();
        private Optional<ExitCallback> exit = Optional.empty();

        private Scripted(String line) {
            this.line = line;
        }

        @Override public void start(ChannelSession channel, Environment environment) throws IOException {
            Asked question = new Asked(line, environment.getEnv().containsKey(Environment.ENV_TERM));
            asked.add(question);
            Answer answer = script.apply(question);
            out.write(answer.output().getBytes(StandardCharsets.UTF_8));
            out.flush();
            err.write(answer.errors().getBytes(StandardCharsets.UTF_8));
            err.flush();
            switch (answer.ending()) {
                case EXIT -> exit.orElseThrow().onExit(answer.exitCode());
                case SIGNAL -> exit.orElseThrow().onExit(-1, "KILL");
                case DROPPED -> channel.getSession().close(true);
                case NEVER -> { }
            }
        }

        @Override public void destroy(ChannelSession channel) {}

        @Override public void setInputStream(InputStream in) {}

        @Override public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override public void setExitCallback(ExitCallback callback) {
            exit = Optional.of(callback);
        }
    }
}
