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

/** System V shared memory: shmget(2), shmat(2), shmdt(2), shmctl(2). */
public final class SysvMemories {
    public static final int SHM_RDONLY = 0x1000;
    public static final int SHM_HUGETLB = 0x800;
    public static final int SHM_NORESERVE = 0x1000;
    public static final int SHM_DEST = 0x200;
    public static final int SHM_LOCKED = 0x400;
    public static final int SHM_LOCK = 11;
    public static final int SHM_UNLOCK = 12;

    static final StructLayout SHMID_DS = MemoryLayout.structLayout(
                    Sysv.IPC_PERM.withName("shm_perm"),
                    JAVA_LONG.withName("shm_segsz"),
                    JAVA_LONG.withName("shm_atime"),
                    JAVA_LONG.withName("shm_dtime"),
                    JAVA_LONG.withName("shm_ctime"),
                    JAVA_INT.withName("shm_cpid"),
                    JAVA_INT.withName("shm_lpid"),
                    JAVA_LONG.withName("shm_nattch"),
                    MemoryLayout.paddingLayout(16))
            .withName("shmid_ds");

    private static final long SEGSZ = SHMID_DS.byteOffset(groupElement("shm_segsz"));
    private static final long ATIME = SHMID_DS.byteOffset(groupElement("shm_atime"));
    private static final long DTIME = SHMID_DS.byteOffset(groupElement("shm_dtime"));
    private static final long CTIME = SHMID_DS.byteOffset(groupElement("shm_ctime"));
    private static final long CPID = SHMID_DS.byteOffset(groupElement("shm_cpid"));
    private static final long LPID = SHMID_DS.byteOffset(groupElement("shm_lpid"));
    private static final long NATTCH = SHMID_DS.byteOffset(groupElement("shm_nattch"));

    private static final MethodHandle SHMGET = Libc.call("shmget", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SHMAT = Libc.call("shmat", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SHMDT = Libc.call("shmdt", JAVA_INT, JAVA_LONG);
    private static final MethodHandle SHMCTL = Libc.call("shmctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);

    private SysvMemories() {}

    /** What IPC_STAT tells; times in seconds since 1970, 0 for never. */
    public record Status(
            Sysv.Permissions permissions,
            long size,
            long attachTime,
            long detachTime,
            long changeTime,
            int creator,
            int lastUser,
            long attached) {}

    /** shmget(2). */
    public static int shmget(int key, long size, int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SHMGET.invokeExact(state, key, size, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** The flags of {@link #shmget} that ask for huge pages of 2 to the power of {@code exponent} bytes; 0 for the default. */
    public static int hugePages(int exponent) {
        return SHM_HUGETLB | exponent << 26; // SHM_HUGE_SHIFT, which only Linux's own headers have
    }

    /** shmat(2) at an address of the kernel's choice, which is the result. */
    public static long shmat(int id, int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) SHMAT.invokeExact(state, id, MemorySegment.NULL, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** shmdt(2). */
    public static int shmdt(long address) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SHMDT.invokeExact(state, address), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /**
     * Attached memory as a segment. It is detached when the arena is closed, and not accessible from then on.
     *
     * @param address what {@link #shmat} returned
     * @param size at most the size of the object
     */
    public static MemorySegment segment(long address, long size, Arena arena) {
        return Libc.view(address, size, arena, () -> shmdt(address));
    }

    private static int shmctl(int id, int operation, MemorySegment status) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SHMCTL.invokeExact(state, id, operation, status), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** shmctl(2) IPC_RMID. */
    public static int remove(int id) {
        return shmctl(id, Sysv.IPC_RMID, MemorySegment.NULL);
    }

    /** shmctl(2) SHM_LOCK: its pages stay in memory. */
    public static int lock(int id) {
        return shmctl(id, SHM_LOCK, MemorySegment.NULL);
    }

    /** shmctl(2) SHM_UNLOCK. */
    public static int unlock(int id) {
        return shmctl(id, SHM_UNLOCK, MemorySegment.NULL);
    }

    /** shmctl(2) IPC_STAT. */
    public static Files.Result<Status> stat(int id) {
        try (Scratch scratch = Scratch.take(SHMID_DS.byteSize())) {
            MemorySegment ds = scratch.segment();
            int error = shmctl(id, Sysv.IPC_STAT, ds);
            return error < 0 ? Files.Result.failed(error) : Files.Result.of(status(ds));
        }
    }

    private static Status status(MemorySegment ds) {
        return new Status(
                Sysv.permissions(ds),
                ds.get(JAVA_LONG, SEGSZ),
                ds.get(JAVA_LONG, ATIME),
                ds.get(JAVA_LONG, DTIME),
                ds.get(JAVA_LONG, CTIME),
                ds.get(JAVA_INT, CPID),
                ds.get(JAVA_INT, LPID),
                ds.get(JAVA_LONG, NATTCH));
    }

    /** shmctl(2) IPC_SET. */
    public static int set(int id, int uid, int gid, int mode) {
        try (Scratch scratch = Scratch.take(SHMID_DS.byteSize())) {
            MemorySegment ds = scratch.segment().asSlice(0, SHMID_DS.byteSize()).fill((byte) 0);
            Sysv.set(ds, uid, gid, mode);
            return shmctl(id, Sysv.IPC_SET, ds);
        }
    }
}
