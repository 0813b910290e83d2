package dev.parley.kernel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Platform threads that wait in the kernel for virtual ones, for calls on which no descriptor can be polled.
 *
 * <p>There are as many as virtual threads wait at the moment: with fewer, the call that would end everybody's waiting
 * might itself be left waiting for a thread. An idle one ends after a second.
 */
final class Helpers {
    private static final ExecutorService POOL = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> Thread.ofPlatform().name("parley-helper").daemon().unstarted(work));

    private Helpers() {}

    /** See {@link Resource#run}. The result is never lost: an interrupt that comes too late leaves only its mark. */
    static long run(
            Resource resource,
            BlockingCall call,
            MemorySegment memory,
            long size,
            long argument,
            int flags,
            long deadline)
            throws IOException {
        resource.requireOpen();
        var task = new Task(resource, call, memory, size, argument, flags, deadline);
        POOL.execute(task);
        return task.join();
    }

    private static final class Task implements Runnable {
        private final Thread caller = Thread.currentThread();
        private final Resource resource;
        private final BlockingCall call;
        private final MemorySegment memory;
        private final long size;
        private final long argument;
        private final int flags;
        private final long deadline;

        private Thread runner; // guarded by this
        private boolean cancelled; // guarded by this
        private long result;
        private IOException failure;
        private volatile boolean done;

        Task(
                Resource resource,
                BlockingCall call,
                MemorySegment memory,
                long size,
                long argument,
                int flags,
                long deadline) {
            this.resource = resource;
            this.call = call;
            this.memory = memory;
            this.size = size;
            this.argument = argument;
            this.flags = flags;
            this.deadline = deadline;
        }

        @Override
        public void run() {
            try {
                if (start()) {
                    result = Blocker.current().run(resource, call, memory, size, argument, flags, 0, deadline);
                }
            } catch (ClosedChannelException closedMeanwhile) {
                failure = new AsynchronousCloseException(); // it was open when the caller came
            } catch (IOException e) {
                failure = e;
            } finally {
                finish();
            }
        }

        private synchronized boolean start() {
            if (cancelled) {
                failure = new InterruptedIOException("interrupted");
                return false;
            }
            runner = Thread.currentThread();
            return true;
        }

        private synchronized void cancel() {
            cancelled = true;
            if (runner != null) {
                runner.interrupt();
            }
        }

        private void finish() {
            synchronized (this) {
                runner = null;
                Thread.interrupted(); // the cancellation was this task's, not the next one's
            }
            done = true;
            LockSupport.unpark(caller);
        }

        /** Waits for the helper, even after an interrupt: what it received must not get lost. */
        long join() throws IOException {
            boolean interrupted = false;
            while (!done) {
                if (Thread.interrupted()) {
                    interrupted = true;
                    cancel();
                }
                if (!done) {
                    LockSupport.park(this);
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }
}
