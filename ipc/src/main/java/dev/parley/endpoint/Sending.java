package dev.parley.endpoint;

import dev.parley.Handle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The end of something that takes messages or bytes. Threads may share it. */
public interface Sending extends Handle {
    /** Whether each {@link #send} arrives as one message; if not, it adds to a stream of bytes. */
    boolean keepsBoundaries();

    /**
     * The most bytes that one {@link #send} can take, as the limits are now; {@link Integer#MAX_VALUE} where only memory
     * limits it. Who collects a message from a source without an end can stop there.
     */
    default int maximumSize() {
        return Integer.MAX_VALUE;
    }

    /**
     * Sends all that remains in the buffer, waiting for room as long as the address's {@code timeout} allows, or for ever.
     *
     * @throws dev.parley.TimedOutException if that time passed; what of a stream was sent is behind the buffer's position
     * @throws dev.parley.PeerGoneException if nobody will receive it
     */
    void send(ByteBuffer message) throws IOException;

    /** Sends text as UTF-8. */
    default void send(String text) throws IOException {
        send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Says that nothing more will be sent, and waits until the other side has taken leave where it can say so: a child
     * process has ended. Then closes.
     *
     * @throws IOException if the other side says that it failed
     */
    default void finish() throws IOException {
        close();
    }
}
