package org.mailferry.remote.ssh;

import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.mailferry.remote.RemoteSettings;

/** A client that trusts known keys only and takes nothing from the home folder of whoever runs it. */
final class CarefulClient {
    private static final int SILENT_ANSWERS = 3;

    private CarefulClient() {}

    static SshClient create(RemoteSettings settings, KnownKeys keys, LoginProof proof) {
        SshClient client = ClientBuilder.builder().serverKeyVerifier(keys).hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
            .filePasswordProvider(FilePasswordProvider.EMPTY).build();
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        // These are for the host's key; the key of whoever logs in may be of any type.
        client.setSignatureFactories(keys.askedFor());
        client.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(ClientBuilder.setUpDefaultSignatureFactories(false)),
            UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
        CoreModuleProperties.PREFERRED_AUTHS.set(client, proof.key().isPresent() ? "publickey" : "password,keyboard-interactive");
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, settings.connectTimeout());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, settings.loginTimeout());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.aliveEvery());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, SILENT_ANSWERS);
        // A command that says nothing for long is bounded by its own time limit.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        return client;
    }
}
