package dev.parley.io;

import dev.parley.IpcException;
import dev.parley.kernel.Errno;
import java.time.Duration;

/** Where a negative result stops being a number. */
public final class Failures {
    private Failures() {}

    /**
     * Passes a successful result on.
     *
     * @param result what a kernel call returned
     * @param operation the call's name
     * @param object what it was made on; asked for its {@code toString()} only when needed
     */
    public static long check(long result, String operation, Object object) throws IpcException {
        if (result < 0) {
            throw IpcException.of(operation, object, result);
        }
        return result;
    }

    /** Whether a call with a deadline ended for want of time: it passed, or was no time at all. */
    public static boolean isTimeout(long result) {
        return Errno.ETIMEDOUT.is(result) || Errno.EAGAIN.is(result);
    }

    /**
     * The exception for a timeout of the caller's.
     *
     * @param missing what did not happen in time, in a few words
     */
    public static IpcException timedOut(String operation, Object object, String missing, Duration timeout) {
        String sentence = missing + " within " + timeout.toMillis() + " ms";
        return IpcException.of(operation, object, Errno.ETIMEDOUT.result(), sentence);
    }
}
