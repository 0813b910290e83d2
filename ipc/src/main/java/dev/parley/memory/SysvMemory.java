package dev.parley.memory;

import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.SysvKey;
import dev.parley.SysvPermissions;
import dev.parley.io.Paths;
import dev.parley.io.SysvObject;
import dev.parley.kernel.Copies;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Files;
import dev.parley.kernel.Sysv;
import dev.parley.kernel.SysvMemories;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;

/**
 * A piece of System V shared memory, attached to this process. See sysvipc(7), shmget(2) and shmop(2).
 *
 * <p>What one process writes into {@link #segment()} the others see, at the speed of memory and with nobody to order
 * it: use {@link java.lang.invoke.VarHandle} modes, or a semaphore, to say when something is ready. New memory is all
 * zeros. The kernel keeps it, with its content, until it was removed and the last process let go of it. Nothing here
 * waits. All methods may be called from any thread.
 *
 * <p>{@link #close()} detaches the memory and leaves it as it is; {@link #remove()} destroys it.
 */
public final class SysvMemory implements SharedMemory {
    private static final SysvObject.Kind MEMORY = SysvObject.Kind.MEMORY;

    private final SysvObject memory;
    private final Arena arena;
    private final MemorySegment segment;

    private SysvMemory(SysvObject memory, Arena arena, MemorySegment segment) {
        this.memory = memory;
        this.arena = arena;
        this.segment = segment;
    }

    /**
     * Makes memory that only its owner may use.
     *
     * @param size in bytes, 1 or more
     * @throws dev.parley.AlreadyExistsException if there is memory with this key
     * @throws dev.parley.LimitException if {@code kernel.shmmax}, {@code kernel.shmall} or {@code kernel.shmmni} is
     *     reached
     */
    public static SysvMemory create(SysvKey key, long size) throws IOException {
        return create(key, size, SysvMemoryOptions.DEFAULT);
    }

    /**
     * Makes memory with these options.
     *
     * @throws IOException as {@link #create(SysvKey, long)}
     */
    public static SysvMemory create(SysvKey key, long size, SysvMemoryOptions options) throws IOException {
        MEMORY.requireKey(key);
        return createNew(key, size, options);
    }

    /** Makes memory without a key, that only its owner may use. Others reach it by its {@link #id()}. */
    public static SysvMemory createPrivate(long size) throws IOException {
        return createPrivate(size, SysvMemoryOptions.DEFAULT);
    }

    /** Makes memory without a key, with these options. Others reach it by its {@link #id()}. */
    public static SysvMemory createPrivate(long size, SysvMemoryOptions options) throws IOException {
        return createNew(SysvKey.PRIVATE, size, options);
    }

    private static SysvMemory createNew(SysvKey key, long size, SysvMemoryOptions options) throws IOException {
        int id = SysvMemoryGet.get(key, size, Sysv.IPC_EXCL, options);
        try {
            return attach(key, id, 0);
        } catch (IOException e) {
            SysvMemories.remove(id); // nobody has seen it yet
            throw e;
        }
    }

    /**
     * The memory with this key, to read and to write, whatever its size.
     *
     * @throws NotFoundException if there is none
     * @throws dev.parley.PermissionException if this process may not both read and write it
     */
    public static SysvMemory open(SysvKey key) throws IOException {
        return open(key, 0);
    }

    /**
     * The memory with this key, to read: its segment is {@linkplain MemorySegment#isReadOnly() read-only}.
     *
     * @throws NotFoundException if there is none
     * @throws dev.parley.PermissionException if this process may not read it
     */
    public static SysvMemory openReadOnly(SysvKey key) throws IOException {
        return open(key, SysvMemories.SHM_RDONLY);
    }

    private static SysvMemory open(SysvKey key, int access) throws IOException {
        MEMORY.requireKey(key);
        return attach(key, SysvMemoryGet.find(key), access);
    }

    /** The memory with this key, made with mode 0600 if there is none. See the form with options. */
    public static SysvMemory openOrCreate(SysvKey key, long size) throws IOException {
        return openOrCreate(key, size, SysvMemoryOptions.DEFAULT);
    }

    /**
     * The memory with this key, made if there is none; one call of the kernel, so several processes may do it at once.
     * Memory that exists may be larger: {@link #size()} tells.
     *
     * @throws dev.parley.LimitException if it exists and is smaller, and as {@link #create(SysvKey, long)}
     * @throws dev.parley.PermissionException if it exists and this process may not both read and write it
     */
    public static SysvMemory openOrCreate(SysvKey key, long size, SysvMemoryOptions options) throws IOException {
        MEMORY.requireKey(key);
        for (; ; ) {
            int id = SysvMemoryGet.get(key, size, 0, options);
            try {
                return attach(key, id, 0);
            } catch (NotFoundException removedMeanwhile) {
                continue;
            }
        }
    }

    /**
     * The memory with this identifier, as {@code ipcs} shows it, to read and to write. On Linux this also reaches
     * memory that is marked for removal, as long as somebody has it attached.
     *
     * @throws NotFoundException if there is none
     * @throws dev.parley.PermissionException if this process may not both read and write it
     */
    public static SysvMemory ofId(int id) throws IOException {
        return attach(SysvKey.PRIVATE, id, 0);
    }

    /** As {@link #ofId}, to read. */
    public static SysvMemory ofIdReadOnly(int id) throws IOException {
        return attach(SysvKey.PRIVATE, id, SysvMemories.SHM_RDONLY);
    }

    private static SysvMemory attach(SysvKey key, int id, int access) throws IOException {
        var object = new SysvObject(MEMORY, key, id);
        long address = SysvMemories.shmat(id, access);
        MEMORY.requireFound((int) Math.min(address, 0), "shmat", id);
        if (address < 0) {
            throw IpcException.of("shmat", object, address);
        }
        // Now that it is attached it cannot vanish, and who may attach it may ask for its size.
        Files.Result<SysvMemories.Status> status = SysvMemories.stat(id);
        if (status.error() < 0) {
            SysvMemories.shmdt(address);
            throw IpcException.of("shmctl", object, status.error());
        }
        Arena arena = Arena.ofShared();
        MemorySegment segment = SysvMemories.segment(address, status.value().size(), arena);
        boolean readOnly = access == SysvMemories.SHM_RDONLY;
        return new SysvMemory(object, arena, readOnly ? segment.asReadOnly() : segment);
    }

    /**
     * The memory itself, for any thread, as long as this handle is open; after that, touching it is
     * {@link IllegalStateException}.
     */
    @Override
    public MemorySegment segment() {
        return segment;
    }

    /** How many bytes it has, as asked for when it was made. */
    @Override
    public long size() {
        return segment.byteSize();
    }

    @Override
    public void write(long offset, MemorySegment source) {
        Copies.memcpy(segment, offset, source, 0, source.byteSize());
    }

    @Override
    public void read(long offset, MemorySegment target) {
        Copies.memcpy(target, 0, segment, offset, target.byteSize());
    }

    /** The identifier, by which {@link #ofId} opens the memory in any process. */
    public int id() throws IOException {
        return memory.id();
    }

    /**
     * What the kernel tells of shared memory. See shmctl(2).
     *
     * @param id the identifier
     * @param permissions key, owner and mode
     * @param size in bytes, as asked for when it was made
     * @param attached how many times it is attached now, in all processes
     * @param creator the process that made it
     * @param lastUser the process that attached or detached it last, 0 if none did
     * @param attachedLast when it was last attached
     * @param detachedLast when it was last detached
     * @param changed when it was made or last changed by {@link #set}
     * @param removed whether it was removed, and stays only until the last process detaches it ({@code SHM_DEST})
     * @param locked whether it may not be swapped out ({@code SHM_LOCKED})
     */
    public record Status(
            int id,
            SysvPermissions permissions,
            long size,
            long attached,
            int creator,
            int lastUser,
            Optional<Instant> attachedLast,
            Optional<Instant> detachedLast,
            Optional<Instant> changed,
            boolean removed,
            boolean locked) {
        private static Status of(int id, SysvMemories.Status kernel) {
            int mode = kernel.permissions().mode();
            return new Status(
                    id,
                    SysvObject.permissions(kernel.permissions()),
                    kernel.size(),
                    kernel.attached(),
                    kernel.creator(),
                    kernel.lastUser(),
                    SysvObject.time(kernel.attachTime()),
                    SysvObject.time(kernel.detachTime()),
                    SysvObject.time(kernel.changeTime()),
                    (mode & SysvMemories.SHM_DEST) != 0,
                    (mode & SysvMemories.SHM_LOCKED) != 0);
        }

        @Override
        public String toString() {
            return String.format(
                    "%d bytes, attached %d times, mode %04o, owner %d:%d, created by %d, last used by %d%s%s",
                    size,
                    attached,
                    permissions.mode(),
                    permissions.uid(),
                    permissions.gid(),
                    creator,
                    lastUser,
                    removed ? ", removed" : "",
                    locked ? ", locked" : "");
        }
    }

    /**
     * How large it is, whose it is, and how many have it attached.
     *
     * @throws dev.parley.PermissionException if this process may no longer read it
     */
    public Status status() throws IOException {
        Files.Result<SysvMemories.Status> result = SysvMemories.stat(memory.id());
        memory.check(result.error(), "shmctl");
        return Status.of(memory.id(), result.value());
    }

    /**
     * What the kernel tells of the memory with this key, without attaching it, which would itself be told of.
     *
     * @throws NotFoundException if there is none
     * @throws dev.parley.PermissionException if this process may not read it
     */
    public static Status statusOf(SysvKey key) throws IOException {
        MEMORY.requireKey(key);
        return statusOf(new SysvObject(MEMORY, key, SysvMemoryGet.find(key)));
    }

    /** As {@link #statusOf(SysvKey)}, of the memory with this identifier. */
    public static Status statusOf(int id) throws IOException {
        return statusOf(new SysvObject(MEMORY, SysvKey.PRIVATE, id));
    }

    private static Status statusOf(SysvObject memory) throws IOException {
        Files.Result<SysvMemories.Status> result = SysvMemories.stat(memory.id());
        MEMORY.requireFound(result.error(), "shmctl", memory.id());
        memory.check(result.error(), "shmctl");
        return Status.of(memory.id(), result.value());
    }

    /** Changes the mode; the rest stays. See {@link #set}. */
    public void setMode(int mode) throws IOException {
        SysvPermissions now = status().permissions;
        set(now.uid(), now.gid(), mode);
    }

    /**
     * Changes owner and mode. Who has it attached keeps it.
     *
     * @throws dev.parley.PermissionException if the memory is not this process's
     */
    public void set(int uid, int gid, int mode) throws IOException {
        Paths.requireMode(mode);
        memory.check(SysvMemories.set(memory.id(), uid, gid, mode), "shmctl");
    }

    /**
     * Keeps the memory from being swapped out, for every process, until {@link #unlock}. Pages come in when first
     * touched.
     *
     * @throws dev.parley.LimitException if it is more than RLIMIT_MEMLOCK allows
     * @throws dev.parley.PermissionException if the memory is not this process's, or RLIMIT_MEMLOCK is 0
     */
    public void lock() throws IOException {
        int result = SysvMemories.lock(memory.id());
        if (Errno.ENOMEM.is(result) || Errno.EPERM.is(result)) {
            String sentence = size() + " bytes may not be locked: raise RLIMIT_MEMLOCK (ulimit -l), or own the memory";
            throw IpcException.of("shmctl", this, result, sentence);
        }
        memory.check(result, "shmctl");
    }

    /** Lets the memory be swapped out again. */
    public void unlock() throws IOException {
        memory.check(SysvMemories.unlock(memory.id()), "shmctl");
    }

    /**
     * Destroys the memory: nobody finds it by its key any more, and it goes when the last process has let go of it.
     * Until then this handle and all others work on.
     *
     * @throws dev.parley.PermissionException if the memory is not this process's
     */
    public void remove() throws IOException {
        memory.check(SysvMemories.remove(memory.id()), "shmctl");
    }

    @Override
    public boolean isOpen() {
        return memory.isOpen();
    }

    /**
     * Detaches the memory. Threads that touch the segment from now on get {@link IllegalStateException}.
     *
     * @throws IllegalStateException if a system call is working on the segment at this moment; it is then still open
     */
    @Override
    public synchronized void close() {
        if (memory.isOpen()) {
            arena.close();
            memory.close();
        }
    }

    /** The memory's address: {@code sysv-shm:0x41050c1e}, or {@code sysv-shm:id=3}. */
    @Override
    public String toString() {
        return memory.toString();
    }
}
