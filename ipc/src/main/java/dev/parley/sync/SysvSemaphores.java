package dev.parley.sync;

import dev.parley.Handle;
import dev.parley.SysvKey;
import dev.parley.SysvPermissions;
import dev.parley.io.Failures;
import dev.parley.io.Paths;
import dev.parley.io.SysvObject;
import dev.parley.kernel.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A System V semaphore set: one or more counters that processes wait on. See sysvipc(7), semget(2) and semop(2).
 *
 * <p>Acquiring waits until the counter is large enough and takes from it; releasing gives and never waits. Several
 * operations of one set can be made together: all of them or none. What ends the waiting early, and which threads may
 * call, is as everywhere (see {@link dev.parley}); besides, when any process removes the set, everybody who waits on it
 * gets {@link dev.parley.RemovedException}, and so does every later call.
 *
 * <p>With {@link #withUndo()} the kernel takes back what this <em>process</em> did when it ends, however it ends: a
 * lock held by a process that is killed is free again. A thread that ends takes nothing back.
 *
 * <p>{@link #close()} lets go of the handle, without taking anything back; {@link #remove()} destroys the set.
 */
public final class SysvSemaphores implements Handle {
    /** The largest value a semaphore can have ({@code SEMVMX}). */
    public static final int MAXIMUM = 32767;

    private static final SysvObject.Kind SEMAPHORES = SysvObject.Kind.SEMAPHORES;
    private static final Duration INITIALISATION = Duration.ofSeconds(5);

    private final SysvObject set;
    private final boolean undo;
    private final SetOperations operations;
    private final SetControl control;

    private SysvSemaphores(SysvObject set, boolean undo) {
        this.set = set;
        this.undo = undo;
        this.operations = new SetOperations(set, undo);
        this.control = new SetControl(set);
    }

    private SysvSemaphores(SysvKey key, int id) {
        this(new SysvObject(SEMAPHORES, key, id), false);
    }

    /**
     * Makes a set that only its owner may use. Whoever opens it meanwhile waits until it has its values.
     *
     * @param values one for each semaphore, 0 to {@link #MAXIMUM}
     * @throws dev.parley.AlreadyExistsException if there is a set with this key
     * @throws dev.parley.LimitException if a limit in {@code kernel.sem} is reached
     */
    public static SysvSemaphores create(SysvKey key, int... values) throws IOException {
        return create(key, values, SysvPermissions.OWNER_ONLY);
    }

    /**
     * Makes a set with exactly this mode: the umask does not count for System V objects.
     *
     * @param mode permission bits, such as 0660
     * @throws IOException as {@link #create(SysvKey, int...)}
     */
    public static SysvSemaphores create(SysvKey key, int[] values, int mode) throws IOException {
        SEMAPHORES.requireKey(key);
        Paths.requireMode(mode);
        return new SysvSemaphores(key, SetCreation.create(key, values, mode));
    }

    /** Makes a set without a key, that only its owner may use. Others reach it by its {@link #id()}. */
    public static SysvSemaphores createPrivate(int... values) throws IOException {
        return new SysvSemaphores(
                SysvKey.PRIVATE, SetCreation.create(SysvKey.PRIVATE, values, SysvPermissions.OWNER_ONLY));
    }

    /** The set with this key; if it has no values yet, waits for them at most five seconds. See the other form. */
    public static SysvSemaphores open(SysvKey key) throws IOException {
        return open(key, INITIALISATION);
    }

    /**
     * The set with this key, once it has its values: the kernel makes a set and sets its values in two steps, and who
     * made it may be between them.
     *
     * @throws dev.parley.NotFoundException if there is none
     * @throws dev.parley.TimedOutException if it got no values in time: who made it has probably died
     */
    public static SysvSemaphores open(SysvKey key, Duration timeout) throws IOException {
        SEMAPHORES.requireKey(key);
        return new SysvSemaphores(key, SetCreation.open(key, 0, timeout));
    }

    /** The set with this key, made with mode 0600 if there is none. See the other form. */
    public static SysvSemaphores openOrCreate(SysvKey key, int... values) throws IOException {
        return openOrCreate(key, values, SysvPermissions.OWNER_ONLY);
    }

    /**
     * The set with this key, made with these values if there is none. Of several processes that do this at once,
     * exactly one sets the values, and the others wait for them at most five seconds. A set that exists keeps its
     * values, and may have more semaphores.
     *
     * @throws dev.parley.LimitException if it exists with fewer semaphores, or a limit in {@code kernel.sem} is reached
     * @throws dev.parley.TimedOutException if another process made it and set no values in time
     */
    public static SysvSemaphores openOrCreate(SysvKey key, int[] values, int mode) throws IOException {
        SEMAPHORES.requireKey(key);
        Paths.requireMode(mode);
        return new SysvSemaphores(key, SetCreation.openOrCreate(key, values, mode, INITIALISATION));
    }

    /**
     * The set with this identifier, as {@code ipcs} shows it, and as it is: without waiting for values.
     *
     * @throws dev.parley.NotFoundException if there is none
     */
    public static SysvSemaphores ofId(int id) throws IOException {
        SetCreation.requireFound(id);
        return new SysvSemaphores(SysvKey.PRIVATE, id);
    }

    /**
     * The same handle, whose changes the kernel takes back when this process ends ({@code SEM_UNDO}). Acquire and
     * release through it alike, or what is taken back is not what is still held. Closing either closes both.
     *
     * <p>Setting a value forgets what was to be taken back from that semaphore. A value is never taken below 0.
     */
    public SysvSemaphores withUndo() {
        return undo ? this : new SysvSemaphores(set, true);
    }

    /** The identifier, by which {@link #ofId} opens the set in any process. */
    public int id() throws IOException {
        return set.id();
    }

    /** Takes one, waiting for ever until the value is 1 or more. See {@link #acquire(int, int)}. */
    public void acquire(int index) throws IOException {
        acquire(index, 1);
    }

    /**
     * Takes so many at once, waiting for ever until the value is large enough.
     *
     * @param index which semaphore of the set
     * @param permits 1 to {@link #MAXIMUM}
     * @throws IllegalArgumentException if the set has no such semaphore
     * @throws dev.parley.RemovedException if the set was removed, before or meanwhile
     * @throws dev.parley.PermissionException if this process may not change the set
     */
    public void acquire(int index, int permits) throws IOException {
        one(index, -SemaphoreOperation.requirePermits(permits), Deadline.NEVER);
    }

    /** Takes one, waiting at most this long. See {@link #acquire(int, int, Duration)}. */
    public void acquire(int index, Duration timeout) throws IOException {
        acquire(index, 1, timeout);
    }

    /**
     * As {@link #acquire(int, int)}, waiting at most this long.
     *
     * @throws dev.parley.TimedOutException if the value was not large enough in time; nothing was taken
     */
    public void acquire(int index, int permits, Duration timeout) throws IOException {
        if (!one(index, -SemaphoreOperation.requirePermits(permits), Deadline.after(timeout))) {
            throw Failures.timedOut("semop", this, "semaphore " + index + " did not reach " + permits, timeout);
        }
    }

    /** Takes one if the value is 1 or more now. Returns whether it did. */
    public boolean tryAcquire(int index) throws IOException {
        return tryAcquire(index, 1);
    }

    /** Takes so many if the value is large enough now. Returns whether it did. See {@link #acquire(int, int)}. */
    public boolean tryAcquire(int index, int permits) throws IOException {
        return one(index, -SemaphoreOperation.requirePermits(permits), Deadline.NOW);
    }

    /** Gives one. See {@link #release(int, int)}. */
    public void release(int index) throws IOException {
        release(index, 1);
    }

    /**
     * Gives so many; never waits.
     *
     * @throws dev.parley.LimitException {@code ERANGE} if the value would be more than {@link #MAXIMUM}
     * @throws IllegalArgumentException if the set has no such semaphore
     * @throws dev.parley.RemovedException if the set was removed
     * @throws dev.parley.PermissionException if this process may not change the set
     */
    public void release(int index, int permits) throws IOException {
        one(index, SemaphoreOperation.requirePermits(permits), Deadline.NOW);
    }

    /** Waits for ever until the value is 0. It may be something else again when this returns. */
    public void awaitZero(int index) throws IOException {
        one(index, 0, Deadline.NEVER);
    }

    /**
     * Waits at most this long until the value is 0.
     *
     * @throws dev.parley.TimedOutException if it was not 0 in time
     */
    public void awaitZero(int index, Duration timeout) throws IOException {
        if (!one(index, 0, Deadline.after(timeout))) {
            throw Failures.timedOut("semop", this, "semaphore " + index + " did not reach 0", timeout);
        }
    }

    private boolean one(int index, int delta, long deadline) throws IOException {
        long result = operations.one(SetControl.requireIndex(index), delta, deadline);
        if (result >= 0) {
            return true;
        }
        if (Failures.isTimeout(result)) {
            return false;
        }
        throw control.failure(result, new SemaphoreOperation(index, delta, undo), 1);
    }

    /** Makes several operations together, waiting for ever. See {@link #operate(List)}. */
    public void operate(SemaphoreOperation... together) throws IOException {
        operate(List.of(together));
    }

    /**
     * Makes several operations together, waiting for ever until all are possible at once: until then none is made.
     *
     * @throws dev.parley.LimitException if they are more than {@code kernel.sem} allows, or a value would be too large
     * @throws IllegalArgumentException if there are none, or the set has no such semaphore
     * @throws dev.parley.RemovedException if the set was removed, before or meanwhile
     * @throws dev.parley.PermissionException if this process may not do them all
     */
    public void operate(List<SemaphoreOperation> together) throws IOException {
        all(together, Deadline.NEVER);
    }

    /**
     * As {@link #operate(List)}, waiting at most this long.
     *
     * @throws dev.parley.TimedOutException if they were not possible in time; none was made
     */
    public void operate(List<SemaphoreOperation> together, Duration timeout) throws IOException {
        if (!all(together, Deadline.after(timeout))) {
            throw Failures.timedOut("semop", this, "not all " + together.size() + " operations were possible", timeout);
        }
    }

    /** As {@link #operate(List)}, if all are possible now. Returns whether they were made. */
    public boolean tryOperate(List<SemaphoreOperation> together) throws IOException {
        return all(together, Deadline.NOW);
    }

    private boolean all(List<SemaphoreOperation> together, long deadline) throws IOException {
        if (together.isEmpty()) {
            throw new IllegalArgumentException("there must be something to do: operations=" + together);
        }
        long result = operations.all(together, deadline);
        if (result < 0 && !Failures.isTimeout(result)) {
            throw control.failure(result, together, together.size());
        }
        return result >= 0;
    }

    /** The value of one semaphore, which may be another one already. */
    public int value(int index) throws IOException {
        return control.value(index);
    }

    /** The values of all semaphores at one moment. */
    public int[] values() throws IOException {
        return control.values();
    }

    /** Sets the value of one semaphore, waking who waits for it. Changes to be taken back from it are forgotten. */
    public void setValue(int index, int value) throws IOException {
        control.setValue(index, value);
    }

    /**
     * Sets the values of all semaphores at once, waking who waits for them. Changes to be taken back are forgotten.
     *
     * @param values as many as the set has
     */
    public void setValues(int... values) throws IOException {
        control.setValues(values);
    }

    /**
     * How many threads, of all processes, wait for a semaphore.
     *
     * @param acquiring until the value is larger
     * @param awaitingZero until it is 0
     */
    public record Waiters(int acquiring, int awaitingZero) {}

    /** How many wait for a semaphore now. See {@code GETNCNT} and {@code GETZCNT} in semctl(2). */
    public Waiters waiters(int index) throws IOException {
        return new Waiters(control.acquiring(index), control.awaitingZero(index));
    }

    /** The process that changed a semaphore last, 0 if none did. See {@code GETPID} in semctl(2). */
    public int lastPid(int index) throws IOException {
        return control.lastPid(index);
    }

    /** How many semaphores the set has. */
    public int size() throws IOException {
        return control.status().count();
    }

    /**
     * What the kernel tells of a semaphore set. See semctl(2).
     *
     * @param permissions key, owner and mode
     * @param size how many semaphores it has
     * @param operated when an operation was last made; empty if none was, so that the values may not be set yet
     * @param changed when the set was made, or values or permissions were last set
     */
    public record Status(SysvPermissions permissions, int size, Optional<Instant> operated, Optional<Instant> changed) {
        @Override
        public String toString() {
            return String.format(
                    "%d semaphores, mode %04o, owner %d:%d%s",
                    size,
                    permissions.mode(),
                    permissions.uid(),
                    permissions.gid(),
                    operated.isEmpty() ? ", never operated on" : "");
        }
    }

    /**
     * How large the set is, and whose.
     *
     * @throws dev.parley.PermissionException if this process may not read the set
     * @throws dev.parley.RemovedException if the set was removed
     */
    public Status status() throws IOException {
        var kernel = control.status();
        return new Status(
                SysvObject.permissions(kernel.permissions()),
                kernel.count(),
                SysvObject.time(kernel.operationTime()),
                SysvObject.time(kernel.changeTime()));
    }

    /** Changes the mode; the rest stays. See {@link #set}. */
    public void setMode(int mode) throws IOException {
        SysvPermissions now = status().permissions;
        set(now.uid(), now.gid(), mode);
    }

    /**
     * Changes owner and mode.
     *
     * @throws dev.parley.PermissionException if the set is not this process's
     * @throws dev.parley.RemovedException if the set was removed
     */
    public void set(int uid, int gid, int mode) throws IOException {
        control.set(uid, gid, mode);
    }

    /**
     * Destroys the set, for every process. Who waits on it gets {@link dev.parley.RemovedException}.
     *
     * @throws dev.parley.PermissionException if the set is not this process's
     * @throws dev.parley.RemovedException if it was removed before
     */
    public void remove() throws IOException {
        control.remove();
    }

    @Override
    public boolean isOpen() {
        return set.isOpen();
    }

    @Override
    public void close() {
        set.close();
    }

    /** The set's address: {@code sysv-sem:0x41050c1e}, or {@code sysv-sem:id=3}. */
    @Override
    public String toString() {
        return set.toString();
    }
}
