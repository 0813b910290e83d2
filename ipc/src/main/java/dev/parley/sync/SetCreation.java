package dev.parley.sync;

import dev.parley.AlreadyExistsException;
import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.SysvKey;
import dev.parley.io.Failures;
import dev.parley.io.Sysctl;
import dev.parley.io.SysvObject;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Files;
import dev.parley.kernel.Scratch;
import dev.parley.kernel.Sysv;
import dev.parley.kernel.SysvSemaphores;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes and finds semaphore sets so that nobody meets one whose values are not there yet.
 *
 * <p>The kernel makes a set and sets its values in two steps. Between them the time of the last operation is 0, and it
 * becomes something else with the first operation: so the maker makes one that changes nothing, and whoever opens waits
 * for it. A maker that does not know of this is understood too: once every semaphore has been set by somebody, its last
 * process is not 0 any more.
 */
final class SetCreation {
    private static final long POLL_NANOS = 1_000_000;

    private SetCreation() {}

    /** Makes a set with these values; its identifier. */
    static int create(SysvKey key, int[] values, int mode) throws IOException {
        short[] initial = checked(values);
        String address = SysvObject.Kind.SEMAPHORES.address(key);
        int id = SysvSemaphores.semget(key.value(), values.length, Sysv.IPC_CREAT | Sysv.IPC_EXCL | mode);
        if (id < 0) {
            throw failure(address, values.length, id);
        }
        try {
            Failures.check(SysvSemaphores.setValues(id, initial), "semctl", address);
            Failures.check(markInitialised(id, values[0]), "semop", address);
        } catch (IOException e) {
            SysvSemaphores.remove(id); // nobody has it: whoever found it still waits
            throw e;
        }
        return id;
    }

    /** Adds and takes one together: the value stays, and the time of the last operation is set. */
    private static int markInitialised(int id, int value) {
        int first = value == SemaphoreOperation.MAXIMUM ? -1 : 1;
        try (Scratch scratch = Scratch.take(SysvSemaphores.operationsSize(2))) {
            SysvSemaphores.operation(scratch.segment(), 0, 0, first, Sysv.IPC_NOWAIT);
            SysvSemaphores.operation(scratch.segment(), 1, 0, -first, Sysv.IPC_NOWAIT);
            return SysvSemaphores.semop(id, scratch.segment(), 2);
        }
    }

    /** The set with this key once it has its values; its identifier. */
    static int open(SysvKey key, int atLeast, Duration timeout) throws IOException {
        String address = SysvObject.Kind.SEMAPHORES.address(key);
        int id = SysvSemaphores.semget(key.value(), atLeast, 0);
        if (Errno.EINVAL.is(id)) {
            int existing = SysvSemaphores.semget(key.value(), 0, 0);
            Files.Result<SysvSemaphores.Status> status = SysvSemaphores.stat(existing);
            String has = status.error() < 0 ? "fewer" : "only " + status.value().count();
            throw Sysctl.limit("semget", address, id, "it exists and has " + has + " semaphores, not " + atLeast);
        }
        Failures.check(id, "semget", address);
        awaitInitialised(id, address, timeout);
        return id;
    }

    /** The set with this key, made by exactly one of those who call this; its identifier. */
    static int openOrCreate(SysvKey key, int[] values, int mode, Duration timeout) throws IOException {
        for (; ; ) {
            try {
                return create(key, values, mode);
            } catch (AlreadyExistsException e) {
                try {
                    return open(key, values.length, timeout);
                } catch (NotFoundException removedMeanwhile) {
                    continue;
                }
            }
        }
    }

    /** Fails if there is no set with this identifier. */
    static void requireFound(int id) throws IOException {
        SysvObject.Kind.SEMAPHORES.requireFound(SysvSemaphores.stat(id).error(), "semctl", id);
    }

    private static void awaitInitialised(int id, String address, Duration timeout) throws IOException {
        long deadline = Deadline.after(timeout);
        while (!isInitialised(id, address)) {
            if (Deadline.passed(deadline)) {
                String sentence = "it has no values yet after " + timeout.toMillis()
                        + " ms: who made it has died or is stopped; remove it (ipcrm -s " + id
                        + ") or open it by its id";
                throw IpcException.of("semget", address, Errno.ETIMEDOUT.result(), sentence);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            LockSupport.parkNanos(POLL_NANOS); // the kernel tells nobody of this event
        }
    }

    private static boolean isInitialised(int id, String address) throws IOException {
        Files.Result<SysvSemaphores.Status> status = SysvSemaphores.stat(id);
        if (Errno.EACCES.is(status.error())) {
            return true; // we may not look; what we may do with it shows when we do it
        }
        if (Errno.EINVAL.is(status.error()) || Errno.EIDRM.is(status.error())) {
            throw new NotFoundException("semctl", address, "EIDRM", Errno.EIDRM.number(), "it was removed meanwhile");
        }
        Failures.check(status.error(), "semctl", address);
        return status.value().operationTime() != 0
                || wereAllSet(id, status.value().count());
    }

    private static boolean wereAllSet(int id, int count) {
        for (int i = count - 1; i >= 0; i--) {
            if (SysvSemaphores.query(id, i, SysvSemaphores.GETPID) <= 0) {
                return false;
            }
        }
        return true;
    }

    private static short[] checked(int[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a set has at least one semaphore: values.length=0");
        }
        return SetControl.toKernel(values);
    }

    private static IpcException failure(String address, int count, int result) {
        return switch (Errno.of(result)) {
            case EINVAL -> Sysctl.SEMMSL.exceeded("semget", address, result, "a set of " + count);
            case ENOSPC -> {
                String sentence = "no room for " + count + " more semaphores: raise " + Sysctl.SEMMNI + " (sets) or "
                        + Sysctl.SEMMNS;
                yield Sysctl.limit("semget", address, result, sentence);
            }
            case null, default -> IpcException.of("semget", address, result);
        };
    }
}
