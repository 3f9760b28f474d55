package org.mailferry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostKeyTest {
    private static final String KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    @Test void lineIsReadAsTheToolsPrintIt() {
        HostKey key = new HostKey("ssh-ed25519", KEY);
        assertThat(HostKey.parse("ssh-ed25519 " + KEY)).isEqualTo(key);
        assertThat(HostKey.parse("ssh-ed25519 " + KEY + " root@vkmail-02\n")).isEqualTo(key);
        assertThat(HostKey.parse("[vkmail-02.corp.test]:2222 ssh-ed25519 " + KEY)).isEqualTo(key);
    }

    @Test void fingerprintIsTheOneOfSshKeygen() {
        assertThat(new HostKey("ssh-ed25519", KEY).fingerprint()).isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    }

    @Test void whatIsNoKeyIsRefused() {
        for (String line : new String[] {"", "ssh-ed25519", "ssh-ed25519 !!", "ssh-rsa " + KEY, "ssh-dss " + KEY, KEY, "ssh-ed25519 AAAA", "ssh-ed25519 /////w=="}) {
            assertThatThrownBy(() -> HostKey.parse(line)).as(line).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
