package dev.parley.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * An open file descriptor: owns the number, and knows how to wait on it.
 *
 * <p>A new descriptor blocks, and platform threads block in the kernel on it. The first call that must not block (a
 * virtual thread, or {@link Deadline#NOW}) makes the open file description non-blocking; from then on platform threads
 * poll it when it has nothing for them. A description that belongs to others as well (standard input, say) is never
 * switched, because that would change it under them: virtual threads then use a helper thread, and what must not block may
 * take a moment.
 */
public final class Fd extends Resource {
    private static final long MOMENT = 1_000_000; // nanoseconds

    private final boolean inherited;
    private volatile boolean nonBlocking;
    final Poller.Registration registration = new Poller.Registration(this);

    private Fd(int number, boolean inherited) {
        super(number);
        this.inherited = inherited;
    }

    /**
     * Takes over a new descriptor.
     *
     * @param number an open descriptor that nobody else will close
     */
    public static Fd own(int number) {
        return new Fd(number, false);
    }

    /** As {@link #own}, for a descriptor that was opened with {@code O_NONBLOCK}. */
    public static Fd ownNonBlocking(int number) {
        var fd = new Fd(number, false);
        fd.nonBlocking = true;
        return fd;
    }

    /**
     * Takes over a descriptor whose open file description other processes may share.
     *
     * @param number an open descriptor that nobody else will close
     */
    public static Fd inherit(int number) {
        return new Fd(number, true);
    }

    /**
     * Makes a call that may block until it returns something other than {@code EINTR} and {@code EAGAIN}.
     *
     * @param events what to poll for ({@link Polls#POLLIN} or {@link Polls#POLLOUT}) when the call says {@code EAGAIN}
     * @param deadline {@link Deadline#NOW} makes one attempt that does not block
     * @return what the call returned; {@code -EAGAIN} only from an attempt; {@code -ETIMEDOUT} once the deadline passed
     * @throws IOException as {@link Resource#run}
     */
    public long run(
            BlockingCall call, MemorySegment memory, long size, long argument, int flags, int events, long deadline)
            throws IOException {
        if (deadline == Deadline.NOW) {
            return attemptWithoutBlocking(call, memory, size, argument, flags, events);
        }
        if (!Thread.currentThread().isVirtual()) {
            return Blocker.current().run(this, call, memory, size, argument, flags, events, deadline);
        }
        for (; ; ) {
            long result = attemptWithoutBlocking(call, memory, size, argument, flags, events);
            if (!Errno.EAGAIN.is(result)) {
                return result;
            }
            if (!await(events, deadline)) {
                return Errno.ETIMEDOUT.result();
            }
        }
    }

    /**
     * Waits until the descriptor is ready, has an error, or was hung up.
     *
     * @return false once the deadline passed
     * @throws IOException as {@link Resource#run}
     */
    public boolean await(int events, long deadline) throws IOException {
        if (deadline == Deadline.NOW) {
            return attempt(Polls.READY, MemorySegment.NULL, 0, 0, events) != 0;
        }
        if (Thread.currentThread().isVirtual()) {
            return Poller.await(this, events, deadline);
        }
        long result = Blocker.current().run(this, Polls.WAIT, MemorySegment.NULL, 0, 0, events, 0, deadline);
        return !Errno.ETIMEDOUT.is(result);
    }

    private long attemptWithoutBlocking(
            BlockingCall call, MemorySegment memory, long size, long argument, int flags, int events)
            throws IOException {
        if (inherited) {
            return attemptOnShared(call, memory, size, argument, flags, events);
        }
        avoidBlocking();
        return attempt(call, memory, size, argument, flags);
    }

    /**
     * Makes calls on this descriptor not block, unless the description is shared.
     *
     * @return whether they do not block from now on
     * @throws IOException if the descriptor was closed
     */
    public boolean avoidBlocking() throws IOException {
        if (!inherited && !nonBlocking) {
            setNonBlocking(true);
        }
        return nonBlocking;
    }

    /**
     * A ready descriptor may still make a call wait: another process was faster, or there is room for a part of a write. So
     * the call is one that can be left, and is left soon.
     */
    private long attemptOnShared(
            BlockingCall call, MemorySegment memory, long size, long argument, int flags, int events)
            throws IOException {
        if (!await(events, Deadline.NOW)) {
            return Errno.EAGAIN.result();
        }
        long result = run(call, memory, size, argument, flags, System.nanoTime() + MOMENT);
        return Errno.ETIMEDOUT.is(result) ? Errno.EAGAIN.result() : result;
    }

    /**
     * Makes the description block again, for a program that is about to share it and expects what it always gets.
     *
     * @throws IOException if the descriptor was closed
     */
    public void restoreBlocking() throws IOException {
        if (nonBlocking) {
            setNonBlocking(false);
        }
    }

    private void setNonBlocking(boolean on) throws IOException {
        acquire();
        try {
            int flags = Files.fcntl(handle(), Files.F_GETFL, 0);
            int wanted = on ? flags | Files.O_NONBLOCK : flags & ~Files.O_NONBLOCK;
            if (flags != wanted) {
                Files.fcntl(handle(), Files.F_SETFL, wanted);
            }
            nonBlocking = on;
        } finally {
            release();
        }
    }

    /**
     * Has every thread that waits make its call again: for a change that poll(2) does not report. A thread that is about to
     * wait this very moment may miss it, so repeat this until whoever was meant has noticed.
     */
    public void wakeToTryAgain() {
        Blocker.wakeUsersOf(this);
        registration.wakeToTryAgain();
    }

    @Override
    protected void wakeUsers() {
        super.wakeUsers();
        registration.wakeAll();
    }

    @Override
    protected void free() {
        registration.forget();
        Files.close(handle());
    }
}
