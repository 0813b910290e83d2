package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** Files as objects: open(2), close(2), fcntl(2), statx(2), chmod(2), unlink(2), flock(2). */
public final class Files {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;
    public static final int O_DIRECT = Arch.select(0x4000, 0x10000);
    public static final int O_DIRECTORY = Arch.select(0x10000, 0x4000);
    public static final int O_NOFOLLOW = Arch.select(0x20000, 0x8000);
    public static final int O_PATH = 0x200000;
    public static final int O_ACCMODE = 3;
    public static final int F_GETFD = 1;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int F_DUPFD_CLOEXEC = 1030;
    public static final int LOCK_EX = 2;
    public static final int LOCK_NB = 4;
    public static final int AT_FDCWD = -100;
    public static final int AT_EMPTY_PATH = 0x1000;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int STATX_BASIC_STATS = 0x7ff;
    public static final int S_IFMT = 0xf000;
    public static final int S_IFIFO = 0x1000;
    public static final int S_IFSOCK = 0xc000;
    public static final int S_IFREG = 0x8000;
    public static final int S_IFDIR = 0x4000;

    static final StructLayout STATX = MemoryLayout.structLayout(
                    JAVA_INT.withName("stx_mask"),
                    JAVA_INT.withName("stx_blksize"),
                    JAVA_LONG.withName("stx_attributes"),
                    JAVA_INT.withName("stx_nlink"),
                    JAVA_INT.withName("stx_uid"),
                    JAVA_INT.withName("stx_gid"),
                    JAVA_SHORT.withName("stx_mode"),
                    MemoryLayout.paddingLayout(2),
                    JAVA_LONG.withName("stx_ino"),
                    JAVA_LONG.withName("stx_size"),
                    MemoryLayout.paddingLayout(8 + 8 + 4 * 16 + 8), // blocks, attributes mask, four times, rdev
                    JAVA_INT.withName("stx_dev_major"),
                    JAVA_INT.withName("stx_dev_minor"),
                    MemoryLayout.paddingLayout(256 - 0x90))
            .withName("statx");

    private static final long MODE = STATX.byteOffset(groupElement("stx_mode"));
    private static final long UID = STATX.byteOffset(groupElement("stx_uid"));
    private static final long GID = STATX.byteOffset(groupElement("stx_gid"));
    private static final long INO = STATX.byteOffset(groupElement("stx_ino"));
    private static final long SIZE = STATX.byteOffset(groupElement("stx_size"));
    private static final long DEV_MAJOR = STATX.byteOffset(groupElement("stx_dev_major"));
    private static final long DEV_MINOR = STATX.byteOffset(groupElement("stx_dev_minor"));

    private static final MethodHandle OPEN = Libc.variadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = Libc.call("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle FCNTL = Libc.variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);

    /** Opens an existing file, waiting as that kind of file makes it wait; {@code memory} is the path. */
    public static final BlockingCall OPEN_PATH = (ignored, path, size, mode, flags) -> open(path, flags, (int) mode);

    /** {@link #flock} with the operation {@code flags}. */
    public static final BlockingCall FLOCK_CALL = (fd, memory, size, argument, flags) -> flock(fd, flags);

    private Files() {}

    /** What there is to know about a file. */
    public record Stat(int mode, int uid, int gid, long inode, long size, int deviceMajor, int deviceMinor) {
        /** Whether the file is of this type, one of the {@code S_IF} constants. */
        public boolean is(int type) {
            return (mode & S_IFMT) == type;
        }

        /** Whether both describe the same file: for as long as somebody holds it, nothing else has its number. */
        public boolean isSameFileAs(Stat other) {
            return inode == other.inode && deviceMajor == other.deviceMajor && deviceMinor == other.deviceMinor;
        }

        /** The permission bits. */
        public int permissions() {
            return mode & 07777;
        }
    }

    /** open(2) of a file that does not make one wait. {@code O_CLOEXEC} is always added. */
    public static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return open(arena.allocateFrom(path), flags, 0);
        }
    }

    /** open(2). {@code O_CLOEXEC} is always added. */
    public static int open(MemorySegment path, int flags, int mode) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) OPEN.invokeExact(state, path, flags | O_CLOEXEC, mode), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** close(2). Never to be repeated: the number is free afterwards, whatever this returns. */
    public static int close(int fd) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) CLOSE.invokeExact(state, fd), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** fcntl(2) with an integer argument. */
    public static int fcntl(int fd, int operation, int argument) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) FCNTL.invokeExact(state, fd, operation, argument), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** unlink(2). */
    public static int unlink(String path) {
        MemorySegment state = Libc.state();
        try (Arena arena = Arena.ofConfined()) {
            return Libc.result((int) Names.UNLINK.invokeExact(state, arena.allocateFrom(path)), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** chmod(2). */
    public static int chmod(String path, int mode) {
        MemorySegment state = Libc.state();
        try (Arena arena = Arena.ofConfined()) {
            return Libc.result((int) Names.CHMOD.invokeExact(state, arena.allocateFrom(path), mode), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** fchmod(2). */
    public static int fchmod(int fd, int mode) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) Names.FCHMOD.invokeExact(state, fd, mode), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** flock(2). The lock belongs to the open file description. */
    public static int flock(int fd, int operation) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) Names.FLOCK.invokeExact(state, fd, operation), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** A call's value, or its {@code -errno}. */
    public record Result<T>(T value, int error) {
        static <T> Result<T> of(T value) {
            return new Result<>(value, 0);
        }

        static <T> Result<T> failed(int error) {
            return new Result<>(null, error);
        }
    }

    /** statx(2) of a path; a symbolic link is followed. */
    public static Result<Stat> stat(String path) {
        return statx(AT_FDCWD, path, 0);
    }

    /** statx(2) of a path; a symbolic link is described itself. */
    public static Result<Stat> lstat(String path) {
        return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
    }

    /** statx(2) of an open descriptor. */
    public static Result<Stat> fstat(int fd) {
        return statx(fd, "", AT_EMPTY_PATH);
    }

    private static Result<Stat> statx(int directory, String path, int flags) {
        MemorySegment state = Libc.state();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(STATX);
            int result = (int) Names.STATX_CALL.invokeExact(
                    state, directory, arena.allocateFrom(path), flags, STATX_BASIC_STATS, s);
            int error = Libc.result(result, state);
            return error < 0 ? Result.failed(error) : Result.of(stat(s));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static Stat stat(MemorySegment s) {
        return new Stat(
                Short.toUnsignedInt(s.get(JAVA_SHORT, MODE)),
                s.get(JAVA_INT, UID),
                s.get(JAVA_INT, GID),
                s.get(JAVA_LONG, INO),
                s.get(JAVA_LONG, SIZE),
                s.get(JAVA_INT, DEV_MAJOR),
                s.get(JAVA_INT, DEV_MINOR));
    }

    /** Calls on names, linked when first needed. */
    private static final class Names {
        static final MethodHandle UNLINK = Libc.call("unlink", JAVA_INT, ADDRESS);
        static final MethodHandle CHMOD = Libc.call("chmod", JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle FCHMOD = Libc.call("fchmod", JAVA_INT, JAVA_INT, JAVA_INT);
        static final MethodHandle FLOCK = Libc.call("flock", JAVA_INT, JAVA_INT, JAVA_INT);
        static final MethodHandle STATX_CALL =
                Libc.call("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    }
}
