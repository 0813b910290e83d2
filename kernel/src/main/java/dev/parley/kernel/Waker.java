package dev.parley.kernel;

import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that gets platform threads out of the kernel in time: at their deadline, and again every millisecond
 * for as long as somebody who must leave is still inside.
 *
 * <p>It sleeps until the earliest deadline it has seen. A call that ends before its deadline leaves nothing to cancel,
 * and a later deadline does not wake it; so a timeout costs a call one volatile read.
 */
final class Waker {
    private static final long AGAIN_NANOS = 1_000_000;
    private static volatile long nextScan = Deadline.NEVER;
    private static final Thread THREAD =
            Thread.ofPlatform().name("parley-waker").daemon().unstarted(Waker::loop);

    static {
        THREAD.start();
    }

    private Waker() {}

    /** Sees to it that blocked threads are looked at no later than this. Call after making the reason visible. */
    static void scanAt(long deadline) {
        if (deadline < nextScan) {
            LockSupport.unpark(THREAD);
        }
    }

    private static void loop() {
        for (; ; ) {
            // Whoever arms a deadline from here on unparks us, whether or not the scan still sees it.
            nextScan = Deadline.NEVER;
            long next = Blocker.signalWhoMustLeave(System.nanoTime() + AGAIN_NANOS);
            nextScan = next;
            if (next == Deadline.NEVER) {
                LockSupport.park(Waker.class);
            } else {
                LockSupport.parkNanos(Waker.class, Deadline.remaining(next));
            }
        }
    }
}
