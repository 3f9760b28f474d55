package org.mailferry.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, by anybody, down to TRACE, with stack traces. */
public final class LoggedLines implements AutoCloseable {
    private final List<Logger> loggers = List.of(logger(org.slf4j.Logger.ROOT_LOGGER_NAME), logger("org.mailferry"));
    private final List<Level> levels = loggers.stream().map(Logger::getLevel).toList();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public LoggedLines() {
        lines.start();
        loggers.get(0).addAppender(lines);
        loggers.forEach(logger -> logger.setLevel(Level.TRACE));
    }

    public String text() {
        return List.copyOf(lines.list).stream().map(line -> line.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(line.getThrowableProxy()))
            .collect(Collectors.joining("\n"));
    }

    @Override public void close() {
        loggers.get(0).detachAppender(lines);
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).setLevel(levels.get(i));
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
