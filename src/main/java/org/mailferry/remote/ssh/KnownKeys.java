package org.mailferry.remote.ssh;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.HostKey;
import org.mailferry.remote.RemoteHost;

/** Accepts exactly the keys that are known of a host, and remembers what another showed instead. */
final class KnownKeys implements ServerKeyVerifier {
    private final RemoteHost host;
    private volatile Optional<String> shown = Optional.empty();

    KnownKeys(RemoteHost host) {
        this.host = host;
    }

    @Override public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        Buffer blob = new ByteArrayBuffer();
        blob.putRawPublicKey(key);
        String base64 = Base64.getEncoder().encodeToString(blob.getCompactData());
        if (host.hostKeys().stream().anyMatch(known -> known.base64().equals(base64))) {
            return true;
        }
        shown = Optional.of(describe(base64));
        return false;
    }

    /** The host shows the key that we ask for first; only known types are asked for, so that its other keys are not taken for a change. */
    List<NamedFactory<Signature>> askedFor() {
        List<BuiltinSignatures> usual = List.of(BuiltinSignatures.ed25519, BuiltinSignatures.nistp256, BuiltinSignatures.nistp384, BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256);
        return usual.stream().filter(signature -> host.hostKeys().isEmpty() || host.hostKeys().stream().anyMatch(key -> signs(signature, key)))
            .map(signature -> (NamedFactory<Signature>) signature).toList();
    }

    private static boolean signs(BuiltinSignatures signature, HostKey key) {
        return signature.getName().equals(key.type()) || signature.getName().startsWith("rsa-") && key.type().equals("ssh-rsa");
    }

    /** Present when a key was shown that is not known. */
    Optional<MigrationException> refusal() {
        return shown.map(key -> MigrationException.permanent(host.hostKeys().isEmpty()
            ? "No host key of " + host + " is known. It shows " + key + ". Compare it on the host's own console (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub) and write it into the plan"
            : host + " shows the host key " + key + ", but known is " + known() + ". Either the host was set up anew, or somebody stands in between: "
                + "compare on the host's own console (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub) before the plan gets another key. Nothing was sent to it"));
    }

    String known() {
        return host.hostKeys().stream().map(HostKey::toString).collect(Collectors.joining(" or "));
    }

    private static String describe(String base64) {
        String head = new String(Base64.getDecoder().decode(base64.substring(0, Math.min(base64.length(), 64) / 4 * 4)), java.nio.charset.StandardCharsets.ISO_8859_1);
        String type = HostKey.TYPES.stream().filter(known -> head.startsWith(known, Integer.BYTES)).findFirst().orElse("of an unknown type");
        return HostKey.TYPES.contains(type) ? new HostKey(type, base64) + ", " + type + " " + base64 : type;
    }
}
