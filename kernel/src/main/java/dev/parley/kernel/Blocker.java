package dev.parley.kernel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A platform thread's way into calls that block in the kernel, and out of them again.
 *
 * <p>The thread makes the blocking system call itself, so that a call costs what it costs a C program. Three things end
 * it early: an interrupt, the closing of the resource, a deadline. Each is only a condition that {@link #mustLeave} can
 * check; a signal makes the kernel return {@code EINTR}, and then the conditions are looked at again. A signal that
 * arrives just before the thread enters the kernel is lost, so {@link Waker} repeats it until the thread is out.
 *
 * <p>It is a {@link Selector} for one reason: the JDK calls {@code wakeup()} of a thread's current selector when that
 * thread is interrupted, and offers no other hook that leaves the channel open. It selects nothing.
 *
 * <p>A thread that leaves waits for whoever is signalling it, so no signal is ever sent to a thread that is outside. Entering
 * and leaving happen at every call, so they are a store and a look each, and the threads that signal and close pay for the
 * order between the two: see {@link Membarrier}.
 *
 * <p>Being in is also what keeps the resource alive, in place of {@link Resource#acquire}: the thread says what it is in and
 * then looks whether that is open; {@code close()} marks it closed and then looks who is in. So either the thread sees that
 * it came too late, or it is seen, and gives the resource back when it leaves.
 */
final class Blocker extends AbstractSelector {
    private static final int MANY_CALLS = 4096; // a power of two
    private static final long SHORT_NANOS = 5_000_000; // streaming makes that many calls in it, and round trips do not

    private static final VarHandle INSIDE;
    private static final ThreadLocal<Blocker> CURRENT = ThreadLocal.withInitial(Blocker::register);
    private static final Set<Blocker> ALL = ConcurrentHashMap.newKeySet();
    private static int purgeAt = 64;

    static {
        try {
            INSIDE = MethodHandles.lookup().findVarHandle(Blocker.class, "inside", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final int tid = Processes.gettid();

    private volatile boolean inside; // written by this thread alone
    private volatile boolean signalling; // written by others alone
    private Resource resource; // written before inside becomes true, read after
    private long deadline; // likewise
    private boolean registered; // with the JDK, for an interrupt; likewise, but may become true later
    private int calls;
    private long countedSince;

    private Blocker() {
        super(null);
        Signals.allowWakeup();
    }

    /** The calling platform thread's. */
    static Blocker current() {
        return CURRENT.get();
    }

    private static synchronized Blocker register() {
        if (ALL.size() >= purgeAt) {
            ALL.removeIf(blocker -> !blocker.thread.isAlive());
            purgeAt = 2 * ALL.size() + 64;
        }
        var blocker = new Blocker();
        ALL.add(blocker);
        return blocker;
    }

    /**
     * Makes the call until it has an answer. See {@link Resource#run}.
     *
     * @param events when not 0: what to poll the descriptor for if the call says {@code EAGAIN}
     */
    long run(
            Resource target,
            BlockingCall call,
            MemorySegment memory,
            long size,
            long argument,
            int flags,
            int events,
            long until)
            throws IOException {
        enter(target, until);
        try {
            beInterruptible();
            target.requireOpen();
            // However short the time, one attempt is made: should it block, the signal of a passed deadline ends it.
            for (boolean tried = false; ; tried = true) {
                if (mustLeave(tried)) {
                    return leaveReason();
                }
                long result = call.run(target.handle(), memory, size, argument, flags);
                if (events != 0 && Errno.EAGAIN.is(result)) {
                    Polls.pollOne(target.handle(), events);
                } else if (!Errno.EINTR.is(result)) {
                    return result;
                }
                beInterruptible();
            }
        } finally {
            leave();
            if (!target.isOpen()) {
                target.freeIfUnused();
            }
        }
    }

    private void enter(Resource target, long until) {
        resource = target;
        deadline = until;
        registered = false;
        INSIDE.setRelease(this, true);
        Membarrier.light();
        if (until != Deadline.NEVER) {
            Waker.scanAt(until);
        }
        if ((++calls & MANY_CALLS - 1) == 0) {
            watchIfBusy();
        }
    }

    private void watchIfBusy() {
        long now = System.nanoTime();
        if (now - countedSince < SHORT_NANOS) {
            Waker.watch();
        }
        countedSince = now;
    }

    /**
     * Has the JDK tell us of an interrupt, unless the waker watches. There is no {@code end()}: a wakeup() that comes when we
     * are out does nothing, and end() would take a lock.
     */
    private void beInterruptible() {
        if (!registered && !Waker.isWatching()) {
            begin();
            registered = true;
        }
    }

    private void leave() {
        INSIDE.setRelease(this, false);
        Membarrier.light();
        while (signalling) {
            Thread.onSpinWait(); // somebody is sending the signal this very moment
        }
        resource = null;
    }

    private boolean mustLeave(boolean tried) {
        return !resource.isOpen() || thread.isInterrupted() || tried && Deadline.passed(deadline);
    }

    private long leaveReason() throws IOException {
        if (!resource.isOpen()) {
            throw new AsynchronousCloseException();
        }
        if (thread.isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        return Errno.ETIMEDOUT.result();
    }

    /** Whether a platform thread is inside a call on this resource. */
    static boolean isInside(Resource target) {
        Membarrier.heavy();
        for (Blocker blocker : ALL) {
            if (blocker.inside && blocker.resource == target) {
                return true;
            }
        }
        return false;
    }

    /** Wakes every platform thread inside a call on this resource. */
    static void wakeUsersOf(Resource target) {
        Membarrier.heavy();
        for (Blocker blocker : ALL) {
            if (blocker.inside && blocker.resource == target) {
                blocker.signal();
            }
        }
        Waker.scanAt(Deadline.NOW);
    }

    /**
     * Signals everybody who must leave.
     *
     * @return when to do it again: soon if somebody was signalled, else at the earliest deadline
     */
    static long signalWhoMustLeave(long soon) {
        Membarrier.heavy();
        long next = Deadline.NEVER;
        for (Blocker blocker : ALL) {
            if (blocker.inside) {
                next = Math.min(next, blocker.signalIfDue(soon));
            }
        }
        return next;
    }

    private long signalIfDue(long soon) {
        Resource target = resource;
        long until = deadline;
        if (target == null) {
            return Deadline.NEVER; // has just left
        }
        boolean heard = registered || Waker.isWatching();
        if (heard && target.isOpen() && !thread.isInterrupted() && !Deadline.passed(until)) {
            return until;
        }
        signal();
        return soon;
    }

    private synchronized void signal() {
        signalling = true;
        Membarrier.heavy();
        if (inside) {
            Signals.wake(tid);
        }
        signalling = false;
    }

    /** Called by the JDK when the thread is interrupted between {@code begin} and {@code end}. */
    @Override
    public Selector wakeup() {
        signal();
        if (inside) {
            Waker.scanAt(Deadline.NOW);
        }
        return this;
    }

    @Override
    protected void implCloseSelector() {}

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
        throw new IllegalStateException("a blocker selects nothing");
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        return 0;
    }

    @Override
    public int select(long timeout) {
        return 0;
    }

    @Override
    public int select() {
        return 0;
    }
}
