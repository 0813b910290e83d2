package dev.parley.bench;

import java.io.IOException;

/**
 * One end of a conversation over one mechanism: what it takes to measure it, and no more.
 *
 * <p>Its steps are those of the C program. The server creates what both meet at and says so; then both open. Used by one
 * thread, except that {@link #close()} may come from another one at any time.
 */
interface Bench extends AutoCloseable {
    /** Makes what the two sides meet at. For the server, before anything else. */
    void create() throws IOException;

    /** Where the client finds it, when only the kernel knows. Asked after {@link #create()}. */
    default String announcement() {
        return "";
    }

    /** Meets the other side; waits for it where the mechanism does. */
    void open() throws IOException;

    /** Sends a message as a whole. */
    void send(Message message) throws IOException;

    /**
     * Receives a message as a whole.
     *
     * @return false if the other side has gone
     */
    boolean receive(Message message) throws IOException;

    /** Lets go of everything, and removes what {@link #create()} made. */
    @Override
    void close();
}
