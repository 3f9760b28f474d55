package org.mailferry.remote;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program with its arguments, as one line that a POSIX shell splits into exactly these words again.
 *
 * @param timeLimit after which nobody waits for it any longer; on the host it may go on
 * @param terminal whether it gets a terminal, as {@code docker exec -t} needs; its errors then come among its output
 */
public record RemoteCommand(String program, List<String> arguments, Duration timeLimit, boolean terminal) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

    public RemoteCommand {
        arguments = List.copyOf(arguments);
        if (program.isBlank() || program.startsWith("-")) {
            throw new IllegalArgumentException("'" + program + "' is no program");
        }
        // A line break ends the command for some shells even where it is quoted, and a terminal obeys other control characters.
        Stream.concat(Stream.of(program), arguments.stream()).filter(word -> word.chars().anyMatch(Character::isISOControl)).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException("An argument of " + program + " holds a control character");
        });
        if (timeLimit.isZero() || timeLimit.isNegative()) {
            throw new IllegalArgumentException("The time limit of " + program + " is " + timeLimit + "; it must be longer than zero");
        }
    }

    /** The line for the shell of the host. */
    public String line() {
        return Stream.concat(Stream.of(program), arguments.stream()).map(RemoteCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
