package org.mailferry.cli.endpoint;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import org.mailferry.kernel.Secret;

/** What a command finds around itself: environment variables, and a person at a terminal who can be asked. */
public record Surroundings(Function<String, Optional<String>> environment, Function<String, Optional<Secret>> asking) {
    public static final Surroundings SYSTEM = new Surroundings(name -> Optional.ofNullable(System.getenv(name)), Surroundings::ask);

    private static Optional<Secret> ask(String question) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s: ", question);
        return typed == null ? Optional.empty() : Optional.of(Secret.of(new String(typed)));
    }
}
