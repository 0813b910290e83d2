package dev.parley.kernel;

import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that gets platform threads out of the kernel in time: at their deadline, and again every millisecond
 * for as long as somebody who must leave is still inside.
 *
 * <p>It sleeps until the earliest deadline it has seen. A call that ends before its deadline leaves nothing to cancel,
 * and a later deadline does not wake it; so a timeout costs a call one volatile read.
 *
 * <p>It can also watch: for some milliseconds it looks at every blocked thread again and again, and nobody needs to ask the
 * JDK to be told of an interrupt, which a call that does little (a hundred bytes through a pipe) feels. Threads
 * that stream ask for it, not those that wait for answers, because its wake-ups may show in their slowest hundredth. When it
 * ends, whoever is inside is signalled, to ask the JDK after all.
 */
final class Waker {
    private static final long AGAIN_NANOS = 1_000_000;
    private static final long WATCH_NANOS = 10_000_000;
    private static volatile long nextScan = Deadline.NEVER;
    private static volatile boolean watching;
    private static volatile long watchUntil;

    private Waker() {}

    /** Sees to it that blocked threads are looked at no later than this. Call after making the reason visible. */
    static void scanAt(long deadline) {
        if (deadline < nextScan) {
            LockSupport.unpark(Started.THREAD);
        }
    }

    /** Looks at blocked threads every millisecond for the next ten. */
    static void watch() {
        watchUntil = System.nanoTime() + WATCH_NANOS;
        if (!watching) {
            watching = true;
            scanAt(Deadline.NOW);
        }
    }

    /** Whether an interrupt is noticed without the JDK's telling. Ask when it is visible that the thread is inside. */
    static boolean isWatching() {
        return watching;
    }

    private static void loop() {
        for (; ; ) {
            // Whoever arms a deadline from here on unparks us, whether or not the scan still sees it.
            nextScan = Deadline.NEVER;
            if (watching) {
                Membarrier.register(); // somebody makes calls so often that their fences count
            }
            long again = System.nanoTime() + AGAIN_NANOS;
            if (again >= watchUntil) {
                watching = false; // before the scan: it signals those who relied on it
            }
            long next = Blocker.signalWhoMustLeave(again);
            if (watching) {
                next = Math.min(next, again);
            }
            nextScan = next;
            if (next == Deadline.NEVER) {
                LockSupport.park(Waker.class);
            } else {
                LockSupport.parkNanos(Waker.class, Deadline.remaining(next));
            }
        }
    }

    /** Started when it first has something to do. */
    private static final class Started {
        static final Thread THREAD =
                Thread.ofPlatform().name("parley-waker").daemon().start(Waker::loop);
    }
}
