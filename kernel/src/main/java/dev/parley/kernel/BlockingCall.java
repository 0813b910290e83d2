package dev.parley.kernel;

import java.lang.foreign.MemorySegment;

/**
 * One system call that may block, in a form that needs no object per call: a constant, with its arguments beside it.
 *
 * <p>What the arguments mean is each call's own affair; every call here returns a value or {@code -errno}.
 */
@FunctionalInterface
public interface BlockingCall {
    /**
     * Makes the call.
     *
     * @param handle the descriptor number or System V identifier
     * @param memory the buffer or struct
     * @param size how much of it
     * @param argument one more number, for calls that have one
     * @param flags the call's flags
     */
    long run(int handle, MemorySegment memory, long size, long argument, int flags);
}
