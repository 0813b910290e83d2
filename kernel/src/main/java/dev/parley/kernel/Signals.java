package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * Signals: their numbers, and waking a blocked thread. See signal(7).
 *
 * <p>The wake-up signal's only purpose is to make a blocking call return {@code EINTR}. A handler written in Java would
 * bring down the JVM when the signal finds the thread in Java code, so the handler is {@code abs}: a function of the C
 * library that takes an int and does nothing to anybody. It is installed without SA_RESTART.
 */
public final class Signals {
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;
    public static final int SIG_SETMASK = 2;
    public static final int SIG_UNBLOCK = 1;

    static final StructLayout SIGACTION = MemoryLayout.structLayout(
                    JAVA_LONG.withName("sa_handler"),
                    MemoryLayout.sequenceLayout(16, JAVA_LONG).withName("sa_mask"),
                    JAVA_INT.withName("sa_flags"),
                    MemoryLayout.paddingLayout(4),
                    JAVA_LONG.withName("sa_restorer"))
            .withName("sigaction");

    /** The size of {@code sigset_t} in bytes. */
    static final long SIGSET_SIZE = SIGACTION.select(groupElement("sa_mask")).byteSize();

    private static final int HIGHEST = 64; // the last real-time signal, SIGRTMAX
    private static final int LOWEST = 40; // below it, C libraries keep some for themselves
    private static final int TAKEN = 62; // the JDK's own wake-up signal, whether or not it is installed yet

    private static final MethodHandle SIGACTION_CALL = Libc.call("sigaction", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SIGMASK = Libc.plain("pthread_sigmask", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MemorySegment WAKEUP_SET = Arena.global().allocate(SIGSET_SIZE, 8);
    private static final int WAKEUP = installWakeup();

    private Signals() {}

    /** Interrupts the system call a thread of this process is in. */
    static void wake(int tid) {
        Processes.tgkill(tid, WAKEUP);
    }

    /** The number of the wake-up signal. */
    static int wakeupSignal() {
        return WAKEUP;
    }

    /** Lets the wake-up signal through to the calling thread, should the JVM have been started with it blocked. */
    static void allowWakeup() {
        try {
            int ignored = (int) SIGMASK.invokeExact(SIG_UNBLOCK, WAKEUP_SET, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Takes the highest real-time signal that nobody handles yet. */
    private static int installWakeup() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(SIGACTION);
            MemorySegment harmless =
                    Libc.find("abs").orElseThrow(() -> new UnsatisfiedLinkError("the C library has no abs"));
            for (int signal = HIGHEST - 1; signal >= LOWEST; signal--) {
                action.fill((byte) 0);
                boolean free = signal != TAKEN
                        && sigaction(signal, MemorySegment.NULL, action) == 0
                        && action.get(JAVA_LONG, 0) == 0;
                if (free) {
                    action.fill((byte) 0);
                    action.set(JAVA_LONG, 0, harmless.address());
                    sigaction(signal, action, MemorySegment.NULL);
                    WAKEUP_SET.set(JAVA_LONG, 0, 1L << (signal - 1));
                    return signal;
                }
            }
        }
        throw new IllegalStateException("every real-time signal has a handler: none is left to wake blocked calls");
    }

    private static int sigaction(int signal, MemorySegment action, MemorySegment old) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SIGACTION_CALL.invokeExact(state, signal, action, old), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
