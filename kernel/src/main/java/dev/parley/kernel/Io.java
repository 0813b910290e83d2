package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** Bytes through descriptors: read(2), write(2), readv(2), writev(2), ioctl(2) FIONREAD. */
public final class Io {
    public static final int SYS_read = Arch.select(0, 63);
    public static final int SYS_write = Arch.select(1, 64);
    public static final int FIONREAD = 0x541b;
    public static final int IOV_MAX = 1024;

    static final StructLayout IOVEC = MemoryLayout.structLayout(
                    JAVA_LONG.withName("iov_base"), JAVA_LONG.withName("iov_len"))
            .withName("iovec");

    private static final long IOV_LEN = IOVEC.byteOffset(groupElement("iov_len"));

    private static final MethodHandle CALL = Libc.systemCall(JAVA_LONG, ADDRESS, JAVA_LONG);

    /** {@link #read} into {@code memory}. */
    public static final BlockingCall READ_CALL = (fd, memory, size, argument, flags) -> read(fd, memory, size);

    /** {@link #write} from {@code memory}. */
    public static final BlockingCall WRITE_CALL = (fd, memory, size, argument, flags) -> write(fd, memory, size);

    /** {@link #readv}; {@code memory} holds {@code size} iovecs. */
    public static final BlockingCall READV_CALL = (fd, memory, size, argument, flags) -> readv(fd, memory, (int) size);

    /** {@link #writev}; {@code memory} holds {@code size} iovecs. */
    public static final BlockingCall WRITEV_CALL =
            (fd, memory, size, argument, flags) -> writev(fd, memory, (int) size);

    private Io() {}

    /** read(2). Zero is the end of the stream. */
    public static long read(int fd, MemorySegment memory, long size) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) CALL.invokeExact(state, (long) SYS_read, (long) fd, memory, size), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** write(2). The JVM ignores SIGPIPE, so a pipe without a reader is {@code EPIPE}. */
    public static long write(int fd, MemorySegment memory, long size) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) CALL.invokeExact(state, (long) SYS_write, (long) fd, memory, size), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** readv(2). */
    public static long readv(int fd, MemorySegment iovecs, int count) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) Vectors.READV.invokeExact(state, fd, iovecs, count), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** writev(2). */
    public static long writev(int fd, MemorySegment iovecs, int count) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) Vectors.WRITEV.invokeExact(state, fd, iovecs, count), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** How many bytes a vector of this many entries takes. */
    public static long vectorSize(int count) {
        return count * IOVEC.byteSize();
    }

    /** Fills one entry of a vector. The caller keeps the memory alive until the call is over. */
    public static void entry(MemorySegment iovecs, int index, MemorySegment memory) {
        long at = index * IOVEC.byteSize();
        iovecs.set(JAVA_LONG, at, memory.address());
        iovecs.set(JAVA_LONG, at + IOV_LEN, memory.byteSize());
    }

    /** How many bytes could be read at once: ioctl(2) FIONREAD. */
    public static int available(int fd) {
        MemorySegment state = Libc.state();
        try (Scratch scratch = Scratch.take(4)) {
            int result = (int) Vectors.IOCTL.invokeExact(state, fd, (long) FIONREAD, scratch.segment());
            return result < 0 ? Libc.result(result, state) : scratch.segment().get(JAVA_INT, 0);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Linked when first needed. */
    private static final class Vectors {
        static final MethodHandle READV = Libc.call("readv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle WRITEV = Libc.call("writev", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle IOCTL = Libc.variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    }
}
