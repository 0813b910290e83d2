package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** System V semaphore sets: semget(2), semop(2), semctl(2). */
public final class SysvSemaphores {
    public static final int SEM_UNDO = 0x1000;
    public static final int GETPID = 11;
    public static final int GETVAL = 12;
    public static final int GETALL = 13;
    public static final int GETNCNT = 14;
    public static final int GETZCNT = 15;
    public static final int SETVAL = 16;
    public static final int SETALL = 17;

    static final StructLayout SEMBUF = MemoryLayout.structLayout(
                    JAVA_SHORT.withName("sem_num"), JAVA_SHORT.withName("sem_op"), JAVA_SHORT.withName("sem_flg"))
            .withName("sembuf");

    static final StructLayout SEMID_DS = (Arch.current() == Arch.X86_64
                    ? MemoryLayout.structLayout(
                            Sysv.IPC_PERM.withName("sem_perm"),
                            JAVA_LONG.withName("sem_otime"),
                            MemoryLayout.paddingLayout(8),
                            JAVA_LONG.withName("sem_ctime"),
                            MemoryLayout.paddingLayout(8),
                            JAVA_LONG.withName("sem_nsems"),
                            MemoryLayout.paddingLayout(16))
                    : MemoryLayout.structLayout(
                            Sysv.IPC_PERM.withName("sem_perm"),
                            JAVA_LONG.withName("sem_otime"),
                            JAVA_LONG.withName("sem_ctime"),
                            JAVA_LONG.withName("sem_nsems"),
                            MemoryLayout.paddingLayout(16)))
            .withName("semid_ds");

    private static final long OTIME = SEMID_DS.byteOffset(groupElement("sem_otime"));
    private static final long CTIME = SEMID_DS.byteOffset(groupElement("sem_ctime"));
    private static final long NSEMS = SEMID_DS.byteOffset(groupElement("sem_nsems"));
    private static final long OPERATION = SEMBUF.byteOffset(groupElement("sem_op"));
    private static final long FLAGS = SEMBUF.byteOffset(groupElement("sem_flg"));

    private static final MethodHandle SEMGET = Libc.call("semget", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEMOP = Libc.call("semop", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SEMOP_AT = Libc.call("semop", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SEMCTL =
            Libc.variadic("semctl", 3, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);

    /** {@link #semop} with {@code size} operations in {@code memory}. */
    public static final BlockingCall SEMOP_CALL = (id, memory, size, argument, flags) -> semop(id, memory, size);

    /** {@link #semop} with the one operation at the address {@code argument}, which must be memory that stays for ever. */
    public static final BlockingCall SEMOP_AT_CALL = (id, memory, size, address, flags) -> semop(id, address);

    private SysvSemaphores() {}

    /** What IPC_STAT tells; times in seconds since 1970, 0 for never. */
    public record Status(Sysv.Permissions permissions, long operationTime, long changeTime, int count) {}

    /** semget(2). */
    public static int semget(int key, int count, int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SEMGET.invokeExact(state, key, count, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** semop(2): all of the operations, or none. */
    public static int semop(int id, MemorySegment operations, long count) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SEMOP.invokeExact(state, id, operations, count), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static int semop(int id, long address) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SEMOP_AT.invokeExact(state, id, address, 1L), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** How many bytes this many operations take. */
    public static long operationsSize(int count) {
        return count * SEMBUF.byteSize();
    }

    /** Fills one {@code struct sembuf}. */
    public static void operation(MemorySegment operations, int index, int semaphore, int value, int flags) {
        long at = index * SEMBUF.byteSize();
        operations.set(JAVA_SHORT, at, (short) semaphore);
        operations.set(JAVA_SHORT, at + OPERATION, (short) value);
        operations.set(JAVA_SHORT, at + FLAGS, (short) flags);
    }

    /**
     * semctl(2).
     *
     * @param argument an int, or the address of memory; 0 where the operation takes none
     */
    private static int semctl(int id, int semaphore, int operation, long argument) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SEMCTL.invokeExact(state, id, semaphore, operation, argument), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** semctl(2) with GETVAL, GETPID, GETNCNT or GETZCNT. */
    public static int query(int id, int semaphore, int operation) {
        return semctl(id, semaphore, operation, 0);
    }

    /** semctl(2) SETVAL. */
    public static int setValue(int id, int semaphore, int value) {
        return semctl(id, semaphore, SETVAL, value);
    }

    /** semctl(2) GETALL. */
    public static int values(int id, short[] values) {
        try (Scratch scratch = Scratch.take(2L * values.length)) {
            int error = semctl(id, 0, GETALL, scratch.segment().address());
            if (error >= 0) {
                MemorySegment.copy(scratch.segment(), JAVA_SHORT, 0, values, 0, values.length);
            }
            return error;
        }
    }

    /** semctl(2) SETALL. The array must be as long as the set. */
    public static int setValues(int id, short[] values) {
        try (Scratch scratch = Scratch.take(2L * values.length)) {
            MemorySegment.copy(values, 0, scratch.segment(), JAVA_SHORT, 0, values.length);
            return semctl(id, 0, SETALL, scratch.segment().address());
        }
    }

    /** semctl(2) IPC_RMID. */
    public static int remove(int id) {
        return semctl(id, 0, Sysv.IPC_RMID, 0);
    }

    /** semctl(2) IPC_STAT. */
    public static Files.Result<Status> stat(int id) {
        try (Scratch scratch = Scratch.take(SEMID_DS.byteSize())) {
            MemorySegment ds = scratch.segment();
            int error = semctl(id, 0, Sysv.IPC_STAT, ds.address());
            return error < 0 ? Files.Result.failed(error) : Files.Result.of(status(ds));
        }
    }

    private static Status status(MemorySegment ds) {
        return new Status(
                Sysv.permissions(ds),
                ds.get(JAVA_LONG, OTIME),
                ds.get(JAVA_LONG, CTIME),
                Short.toUnsignedInt(ds.get(JAVA_SHORT, NSEMS))); // musl declares 16 bits here
    }

    /** semctl(2) IPC_SET. */
    public static int set(int id, int uid, int gid, int mode) {
        try (Scratch scratch = Scratch.take(SEMID_DS.byteSize())) {
            MemorySegment ds = scratch.segment().asSlice(0, SEMID_DS.byteSize()).fill((byte) 0);
            Sysv.set(ds, uid, gid, mode);
            return semctl(id, 0, Sysv.IPC_SET, ds.address());
        }
    }
}
