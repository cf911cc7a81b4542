package dev.midstream.netty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the door logs while this is open. */
final class LogOfDoor extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(HttpDoor.class.getName());
    private final List<String> messages = new CopyOnWriteArrayList<>();

    LogOfDoor() {
        logger.addHandler(this);
    }

    /** The messages with a code. */
    List<String> of(String code) {
        return messages.stream().filter(message -> message.startsWith(code)).toList();
    }

    @Override
    public void publish(LogRecord logged) {
        messages.add(String.valueOf(logged.getMessage()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
