package dev.parley.contract;

import java.io.IOException;
import java.time.Duration;

/** One situation in which an operation has to wait, and what can end the wait. */
public interface Situation extends AutoCloseable {
    /** The operation, waiting for ever. */
    Object call() throws Exception;

    /** The operation, waiting at most this long; not called unless {@link #hasTimeout()}. */
    Object call(Duration timeout) throws Exception;

    /** Does from outside what lets one call succeed, be it waiting now or made later; the next has to wait again. */
    void unblock() throws Exception;

    /** Closes the handle the operation is on; not called unless {@link #isClosable()}. */
    void closeHandle() throws Exception;

    /** Whether the operation has a form with a timeout. */
    default boolean hasTimeout() {
        return true;
    }

    /** Whether the operation is on a handle that another thread can close. */
    default boolean isClosable() {
        return true;
    }

    /** Lets go of everything. */
    @Override
    void close() throws IOException;
}
