package dev.parley.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An operation that runs on a thread of its own, so that a test can wait until it blocks and then interrupt it, close
 * its handle, or let it finish.
 *
 * <p>{@link #close()} interrupts the thread and waits for its end; a thread that does not end fails the test.
 *
 * @param <T> what the operation returns
 */
public final class Background<T> implements AutoCloseable {
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final CompletableFuture<Integer> tid = new CompletableFuture<>();
    private final Thread thread;

    private Background(Thread.Builder builder, Callable<T> operation) {
        thread = builder.unstarted(() -> run(operation));
    }

    /** Starts {@code operation} on a platform thread. */
    public static <T> Background<T> platform(Callable<T> operation) {
        return start(Thread.ofPlatform().daemon().name("background"), operation);
    }

    /** Starts {@code operation} on a virtual thread. */
    public static <T> Background<T> virtual(Callable<T> operation) {
        return start(Thread.ofVirtual().name("background"), operation);
    }

    private static <T> Background<T> start(Thread.Builder builder, Callable<T> operation) {
        var background = new Background<>(builder, operation);
        background.thread.start();
        return background;
    }

    private void run(Callable<T> operation) {
        // Reading a link would let a virtual thread hold its carrier for a moment for nothing.
        tid.complete(thread.isVirtual() ? -1 : Await.currentTid());
        try {
            outcome.complete(operation.call());
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    /** The thread that runs the operation. */
    public Thread thread() {
        return thread;
    }

    /** The kernel's number of the thread; -1 for a virtual thread. */
    public int tid() {
        return tid.join();
    }

    /**
     * Waits until the operation blocks: a platform thread in a system call other than futex and those that load a class,
     * a virtual thread parked.
     *
     * @throws AssertionError when it ended instead, or does not block within {@link Await#DEADLINE}
     */
    public Background<T> awaitBlocked() {
        Await.until(Await.DEADLINE, () -> outcome.isDone() || isBlocked(), () -> thread + " to block");
        if (outcome.isDone()) {
            throw new AssertionError("ended instead of blocking: " + outcome, failure());
        }
        return this;
    }

    private boolean isBlocked() {
        if (thread.isVirtual()) {
            return tid.isDone()
                    && (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        }
        return SystemCall.of(tid()) >= 0 && !SystemCall.in(tid(), "futex") && !isLoadingClasses();
    }

    /** Which reads files, and may wait for the disk. */
    private boolean isLoadingClasses() {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("jdk.internal.loader.")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the operation ended, by returning or by throwing. */
    public boolean isDone() {
        return outcome.isDone();
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * What the operation returned, waiting for it at most {@link Await#DEADLINE}.
     *
     * @throws AssertionError when it hangs
     * @throws Exception what the operation threw, as it was thrown
     */
    public T result() throws Exception {
        Throwable failure = failure();
        if (failure instanceof Exception e) {
            throw e;
        }
        if (failure != null) {
            throw new AssertionError(failure);
        }
        return outcome.join();
    }

    /** What the operation threw, null when it returned; waits at most {@link Await#DEADLINE} for its end. */
    public Throwable failure() {
        try {
            outcome.get(Await.DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw hangs();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + thread, e);
        }
    }

    /** Interrupts the thread if it still runs and waits at most {@link Await#DEADLINE} for its end. */
    @Override
    public void close() {
        if (!outcome.isDone()) {
            thread.interrupt();
        }
        try {
            if (!thread.join(Await.DEADLINE)) {
                throw hangs();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AssertionError hangs() {
        var error = new AssertionError(thread + " hangs, state=" + thread.getState());
        error.setStackTrace(thread.getStackTrace());
        return error;
    }
}
