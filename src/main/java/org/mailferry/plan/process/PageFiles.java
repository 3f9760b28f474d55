package org.mailferry.plan.process;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files under {@code instructions/}. */
final class PageFiles {
    private PageFiles() {}

    static Mustache.Compiler compiler() {
        return Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).zeroIsFalse(true).withLoader(name ->
            new StringReader(text(name + ".md").orElseThrow(() -> new IllegalStateException("No page instructions/" + name + ".md"))));
    }

    static Optional<String> text(String name) {
        try (InputStream page = PageFiles.class.getResourceAsStream("/instructions/" + name)) {
            return page == null ? Optional.empty() : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
