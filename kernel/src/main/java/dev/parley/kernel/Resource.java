package dev.parley.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedChannelException;

/**
 * Something calls are made on, with a count of who is inside one.
 *
 * <p>{@link #close()} lets nobody in any more, wakes everybody inside, and returns; the last one out gives the object
 * back. So the number behind it never means something else while a call runs. All methods may be called from any thread.
 */
public class Resource implements AutoCloseable {
    private static final VarHandle STATE;
    private static final int CLOSED = 1 << 31;
    private static final int FREED = 1 << 30;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Resource.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int handle;

    private volatile int state; // CLOSED, FREED, and the number of users beside those a Blocker knows

    /**
     * A resource for calls on a number that nobody has to give back: a System V identifier, or none at all.
     *
     * @param handle what the calls get as their first argument
     */
    public Resource(int handle) {
        this.handle = handle;
    }

    /** The number behind this resource. It may mean something else as soon as the resource is closed. */
    public final int handle() {
        return handle;
    }

    /** Whether {@link #close()} was not called yet. */
    public final boolean isOpen() {
        return state >= 0;
    }

    /**
     * Fails if the resource is closed.
     *
     * @throws ClosedChannelException if it is
     */
    public final void requireOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    /**
     * Goes inside: until {@link #release()} the number stays this resource's.
     *
     * @throws ClosedChannelException if it was closed
     */
    public final void acquire() throws ClosedChannelException {
        for (; ; ) {
            int now = state;
            if (now < 0) {
                throw new ClosedChannelException();
            }
            if (STATE.compareAndSet(this, now, now + 1)) {
                return;
            }
        }
    }

    /** Goes outside again. */
    public final void release() {
        int before = (int) STATE.getAndAdd(this, -1);
        if (before == (CLOSED | 1)) {
            freeIfUnused();
        }
    }

    /** Gives a closed resource back, unless somebody is inside: whoever leaves last asks again. */
    final boolean freeIfUnused() {
        boolean mine = state == CLOSED && !Blocker.isInside(this) && STATE.compareAndSet(this, CLOSED, CLOSED | FREED);
        if (mine) {
            free();
        }
        return mine;
    }

    /** Closes: wakes whoever is inside a call. Does not wait for them. Closing again does nothing. */
    @Override
    public final void close() {
        for (; ; ) {
            int now = state;
            if (now < 0) {
                return;
            }
            if (STATE.compareAndSet(this, now, now | CLOSED)) {
                if (!freeIfUnused()) {
                    wakeUsers();
                }
                return;
            }
        }
    }

    /** Gives the object back. Called once, when it is closed and nobody is inside. */
    protected void free() {}

    /** Wakes every thread that waits inside a call on this resource. */
    protected void wakeUsers() {
        Blocker.wakeUsersOf(this);
    }

    /**
     * Makes a call that may block, until it returns something other than {@code EINTR}, the deadline passes, the thread
     * is interrupted or the resource is closed. On a virtual thread the call is made by a helper thread, so that the
     * carrier is free meanwhile.
     *
     * @param deadline {@link Deadline#NOW} means that the call is known not to block
     * @return what the call returned, or {@code -ETIMEDOUT} once the deadline passed
     * @throws java.nio.channels.AsynchronousCloseException if it was closed meanwhile
     * @throws ClosedChannelException if it was closed before
     * @throws java.io.InterruptedIOException if the thread was interrupted; its interrupt status stays set
     */
    public long run(BlockingCall call, MemorySegment memory, long size, long argument, int flags, long deadline)
            throws IOException {
        if (deadline == Deadline.NOW) {
            return attempt(call, memory, size, argument, flags);
        }
        return Thread.currentThread().isVirtual()
                ? Helpers.run(this, call, memory, size, argument, flags, deadline)
                : Blocker.current().run(this, call, memory, size, argument, flags, 0, deadline);
    }

    /** Makes a call that does not block. */
    public final long attempt(BlockingCall call, MemorySegment memory, long size, long argument, int flags)
            throws ClosedChannelException {
        acquire();
        try {
            long result;
            do {
                result = call.run(handle, memory, size, argument, flags);
            } while (Errno.EINTR.is(result));
            return result;
        } finally {
            release();
        }
    }
}
