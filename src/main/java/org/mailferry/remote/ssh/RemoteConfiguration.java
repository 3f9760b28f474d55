package org.mailferry.remote.ssh;

import org.mailferry.kernel.Secrets;
import org.mailferry.remote.RemoteCommands;
import org.mailferry.remote.RemoteSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(RemoteSettings.class)
class RemoteConfiguration {
    @Bean RemoteCommands remoteCommands(RemoteSettings settings, Secrets secrets) {
        return new SshCommands(settings, secrets);
    }
}
