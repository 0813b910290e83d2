package dev.parley.endpoint;

import dev.parley.Handle;
import java.io.IOException;
import java.util.Optional;

/** The end of something that gives messages or bytes. Threads may share it; each message goes to one of them. */
public interface Receiving extends Handle {
    /** Whether each {@link #receive} gives one message; if not, it gives whatever bytes were there. */
    boolean keepsBoundaries();

    /**
     * Takes the next message, waiting for it as long as the address's {@code timeout} allows, or for ever.
     *
     * @return the message, or empty at the end of the stream
     * @throws dev.parley.TimedOutException if that time passed
     */
    Optional<Message> receive() throws IOException;

    /**
     * Closes, and checks how the other side ended where it can say so. To be called after the end of the stream.
     *
     * @throws IOException if the other side says that it failed
     */
    default void finish() throws IOException {
        close();
    }
}
