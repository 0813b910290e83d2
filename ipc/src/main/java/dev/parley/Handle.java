package dev.parley;

import java.nio.channels.Channel;

/**
 * This process's hold on a kernel object.
 *
 * <p>{@link #close()} lets go of it: threads that wait on it are woken with
 * {@link java.nio.channels.AsynchronousCloseException}, and nothing is destroyed. {@code toString()} is the object's address
 * as error messages show it.
 */
public interface Handle extends Channel {
    /** Lets go of the object, without waiting for anything. Closing again does nothing. */
    @Override
    void close();
}
