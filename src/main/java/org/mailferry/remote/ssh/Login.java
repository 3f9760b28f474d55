package org.mailferry.remote.ssh;

import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.mailferry.kernel.MigrationException;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteSettings;

/** Logs in, and tells apart whom a failure waits for. */
final class Login {
    private final RemoteSettings settings;
    private final RemoteHost host;
    private final LoginProof proof;
    private final KnownKeys keys;

    Login(RemoteSettings settings, RemoteHost host, LoginProof proof, KnownKeys keys) {
        this.settings = settings;
        this.host = host;
        this.proof = proof;
        this.keys = keys;
    }

    void at(ClientSession session) {
        proof.password().ifPresent(password -> session.addPasswordIdentity(password.reveal()));
        proof.key().ifPresent(session::addPublicKeyIdentity);
        try {
            session.auth().verify(settings.loginTimeout());
        } catch (IOException e) {
            throw keys.refusal().orElseGet(() -> failure(e));
        }
    }

    private MigrationException failure(IOException cause) {
        int code = cause instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
        if (code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return MigrationException.permanent(host + " refused the login of " + host.login() + ". Check "
                + (proof.key().isPresent() ? "that its authorized_keys holds the public key of " : "the password ") + host.secret(), cause);
        }
        if (code == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED || SshErrors.text(cause).contains("Unable to negotiate")) {
            return MigrationException.permanent(host + " has no key of the known type, or none of today's algorithms (known is " + keys.known() + "): "
                + SshErrors.text(cause), cause);
        }
        return MigrationException.transientFailure(host + " did not let " + host.login() + " in over SSH: " + SshErrors.text(cause), cause);
    }
}
