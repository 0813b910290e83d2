package dev.parley.cli;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends the tool within a second when a signal says so (Ctrl-C, SIGTERM, SIGHUP): the thread that works is interrupted, which
 * ends whatever it waits for, closes what it has open on its way out, and does not go on. What is still running of the
 * processes it started is ended too. The exit code is the JVM's: 128 and the signal's number.
 */
final class Interruption {
    private static final long PATIENCE_MILLIS = 400;
    private static final long GRACE_MILLIS = 350;
    private static final long NOTICE_MILLIS = 150;

    private final Thread worker;
    private final CountDownLatch workDone = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    private Interruption(Thread worker) {
        this.worker = worker;
    }

    /** Watches over the work of a thread, until {@link #workIsDone()}. */
    static Interruption of(Thread worker) {
        var interruption = new Interruption(worker);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::end, "parley-interruption"));
        return interruption;
    }

    /** Whether a signal has told the tool to end, and so caused this failure. */
    boolean caused(Throwable failure) {
        try {
            return begun.await(Failure.mayComeFromASignal(failure) ? NOTICE_MILLIS : 0, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /**
     * To be called when the worker has let go of everything. Does not return if a signal ends this process: its exit code is
     * then not for the worker to say.
     */
    void workIsDone() {
        workDone.countDown();
        while (begun.getCount() == 0) {
            Thread.interrupted(); // or it would not park
            LockSupport.park();
        }
    }

    private void end() {
        if (workDone.getCount() == 0) {
            return; // this is the ordinary end
        }
        // A command's own children are nobody's descendants any more once the worker has ended the command.
        Set<ProcessHandle> started = children().collect(Collectors.toSet());
        begun.countDown();
        worker.interrupt();
        try {
            workDone.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            children().forEach(started::add);
            end(started);
        } catch (InterruptedException e) {
            throw new AssertionError(e); // nobody knows this thread
        }
    }

    private static void end(Set<ProcessHandle> processes) throws InterruptedException {
        if (processes.stream().noneMatch(ProcessHandle::isAlive)) {
            return;
        }
        processes.forEach(ProcessHandle::destroy);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        children().forEach(processes::add); // what they started meanwhile
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current().descendants();
    }
}
