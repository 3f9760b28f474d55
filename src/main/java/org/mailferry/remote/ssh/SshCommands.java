package org.mailferry.remote.ssh;

import java.io.IOException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secrets;
import org.mailferry.remote.RemoteCommand;
import org.mailferry.remote.RemoteCommands;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteResult;
import org.mailferry.remote.RemoteSettings;

/** One client, connection and login per command: they are few, and nothing of one host can reach another. */
public final class SshCommands implements RemoteCommands {
    private final RemoteSettings settings;
    private final Secrets secrets;

    public SshCommands(RemoteSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override public RemoteResult run(RemoteHost host, RemoteCommand command) {
        KnownKeys keys = new KnownKeys(host);
        LoginProof proof = LoginProof.of(host, secrets);
        try (SshClient client = CarefulClient.create(settings, keys, proof)) {
            client.start();
            return over(connect(client, host, keys), host, proof, keys, command);
        } catch (IOException e) {
            throw unreachable(host, e);
        }
    }

    private ClientSession connect(SshClient client, RemoteHost host, KnownKeys keys) {
        try {
            return client.connect(host.login(), host.address(), host.port()).verify(settings.connectTimeout()).getSession();
        } catch (IOException e) {
            throw keys.refusal().orElseGet(() -> unreachable(host, e));
        }
    }

    private RemoteResult over(ClientSession session, RemoteHost host, LoginProof proof, KnownKeys keys, RemoteCommand command) throws IOException {
        try (session) {
            new Login(settings, host, proof, keys).at(session);
            return new RunningCommand(settings, session, command).result();
        }
    }

    private static MigrationException unreachable(RemoteHost host, IOException cause) {
        return MigrationException.transientFailure(host + " was not reached over SSH: " + SshErrors.text(cause), cause);
    }
}
