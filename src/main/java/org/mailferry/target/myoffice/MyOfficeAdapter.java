package org.mailferry.target.myoffice;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailferry.http.HttpCalls;
import org.mailferry.kernel.SecretWriter;
import org.mailferry.kernel.Secrets;
import org.mailferry.target.PlatformAdapter;
import org.mailferry.target.PlatformKind;
import org.mailferry.target.TargetPlatform;
import org.mailferry.target.TargetSystem.AdminApi;
import org.springframework.stereotype.Component;

/** One session per PBM and login, so that a wave of a thousand accounts logs in once. */
@Component
final class MyOfficeAdapter implements PlatformAdapter {
    private final Map<AdminApi, TargetPlatform> connected = new ConcurrentHashMap<>();
    private final HttpCalls http;
    private final Secrets secrets;
    private final InitialPasswords passwords;
    private final Clock clock;

    MyOfficeAdapter(HttpCalls http, Secrets secrets, SecretWriter writer, Clock clock) {
        this.http = http;
        this.secrets = secrets;
        this.passwords = new InitialPasswords(secrets, writer, new SecureRandom());
        this.clock = clock;
    }

    @Override public PlatformKind kind() {
        return PlatformKind.MYOFFICE;
    }

    @Override public TargetPlatform connect(AdminApi api) {
        return connected.computeIfAbsent(api, key -> new MyOfficePlatform(new PbmClient(http, secrets, clock, key), passwords, new PasswordRules(key.passwords())));
    }
}
