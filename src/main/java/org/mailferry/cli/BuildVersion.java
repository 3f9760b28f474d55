package org.mailferry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class BuildVersion implements IVersionProvider {
    @Override public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream stream = BuildVersion.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (stream != null) {
                build.load(stream);
            }
        }
        return new String[] {"Mailferry " + build.getProperty("build.version", "(development)"), "Java " + Runtime.version()};
    }
}
