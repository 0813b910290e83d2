package dev.parley.sync;

import dev.parley.io.Paths;
import dev.parley.io.Sysctl;
import dev.parley.io.SysvObject;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Files;
import dev.parley.kernel.SysvSemaphores;
import java.io.IOException;

/** Looks at a semaphore set and changes it from outside: what semctl(2) does. */
final class SetControl {
    private final SysvObject set;

    SetControl(SysvObject set) {
        this.set = set;
    }

    int value(int index) throws IOException {
        return query(index, SysvSemaphores.GETVAL);
    }

    int lastPid(int index) throws IOException {
        return query(index, SysvSemaphores.GETPID);
    }

    int acquiring(int index) throws IOException {
        return query(index, SysvSemaphores.GETNCNT);
    }

    int awaitingZero(int index) throws IOException {
        return query(index, SysvSemaphores.GETZCNT);
    }

    private int query(int index, int operation) throws IOException {
        return (int) checked(SysvSemaphores.query(set.id(), requireIndex(index), operation), index);
    }

    int[] values() throws IOException {
        short[] kernel = new short[status().count()];
        set.check(SysvSemaphores.values(set.id(), kernel), "semctl");
        int[] values = new int[kernel.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Short.toUnsignedInt(kernel[i]);
        }
        return values;
    }

    void setValue(int index, int value) throws IOException {
        checked(SysvSemaphores.setValue(set.id(), requireIndex(index), requireValue(value)), index);
    }

    void setValues(int[] values) throws IOException {
        short[] kernel = toKernel(values);
        int count = status().count();
        if (values.length != count) {
            throw new IllegalArgumentException(
                    set + " has " + count + " semaphores, each needs a value: values.length=" + values.length);
        }
        set.check(SysvSemaphores.setValues(set.id(), kernel), "semctl");
    }

    SysvSemaphores.Status status() throws IOException {
        Files.Result<SysvSemaphores.Status> result = SysvSemaphores.stat(set.id());
        set.check(result.error(), "semctl");
        return result.value();
    }

    void set(int uid, int gid, int mode) throws IOException {
        Paths.requireMode(mode);
        set.check(SysvSemaphores.set(set.id(), uid, gid, mode), "semctl");
    }

    void remove() throws IOException {
        set.check(SysvSemaphores.remove(set.id()), "semctl");
    }

    /** The kernel says EINVAL for an index too large and for a set that was removed; asking for the set tells which. */
    private long checked(long result, int index) throws IOException {
        if (Errno.EINVAL.is(result) && SysvSemaphores.stat(set.id()).error() >= 0) {
            throw noSuch(set, index);
        }
        return set.check(result, "semctl");
    }

    static IllegalArgumentException noSuch(SysvObject set, int index) {
        return new IllegalArgumentException(set + " has no such semaphore: index=" + index);
    }

    static int requireIndex(int index) {
        if (index < 0 || index > 0xffff) {
            throw new IllegalArgumentException("the semaphores of a set are counted from 0: index=" + index);
        }
        return index;
    }

    static int requireValue(int value) {
        if (value < 0 || value > SemaphoreOperation.MAXIMUM) {
            throw new IllegalArgumentException("a semaphore's value is between 0 and 32767: value=" + value);
        }
        return value;
    }

    /** The values as SETALL takes them. */
    static short[] toKernel(int[] values) {
        short[] kernel = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            kernel[i] = (short) requireValue(values[i]);
        }
        return kernel;
    }

    /** The exception for operations that the set cannot do. */
    IOException failure(long result, Object operations, int count) throws IOException {
        return switch (Errno.of(result)) {
            case EFBIG -> throw new IllegalArgumentException(set + " has no such semaphore: operations=" + operations);
            case E2BIG -> Sysctl.SEMOPM.exceeded("semop", set, result, count + " operations at once");
            case ERANGE -> Sysctl.limit("semop", set, result, "a value would be over " + SemaphoreOperation.MAXIMUM);
            case null, default -> {
                set.check(result, "semop");
                throw new AssertionError(result);
            }
        };
    }
}
