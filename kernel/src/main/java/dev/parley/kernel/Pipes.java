package dev.parley.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Pipes and FIFOs: pipe2(2), mkfifo(3), splice(2), tee(2), and their size by fcntl(2). See pipe(7). */
public final class Pipes {
    public static final int PIPE_BUF = 4096;
    public static final int F_SETPIPE_SZ = 1031;
    public static final int F_GETPIPE_SZ = 1032;
    public static final int SPLICE_F_MOVE = 1;
    public static final int SPLICE_F_NONBLOCK = 2;

    private static final MethodHandle PIPE2 = Libc.call("pipe2", JAVA_INT, ADDRESS, JAVA_INT);

    /** {@link #splice} from the handle to the descriptor {@code argument}. */
    public static final BlockingCall SPLICE_CALL = (fd, ignored, size, to, flags) -> splice(fd, (int) to, size, flags);

    /** {@link #tee} from the handle to the descriptor {@code argument}. */
    public static final BlockingCall TEE_CALL = (fd, ignored, size, to, flags) -> tee(fd, (int) to, size, flags);

    /**
     * {@link Io#read}, except that nothing ever having been written is not the end of the stream: for a FIFO that was
     * opened without waiting for a writer. Until the first writer came, poll(2) does not report a hang-up.
     */
    public static final BlockingCall READ_AFTER_FIRST_WRITER_CALL = (fd, memory, size, argument, flags) -> {
        long result = Io.read(fd, memory, size);
        return result == 0 && Polls.revents(fd, Polls.POLLIN) != Polls.POLLHUP ? Errno.EAGAIN.result() : result;
    };

    private Pipes() {}

    /**
     * pipe2(2). {@code O_CLOEXEC} is always added.
     *
     * @return the read end in the low half and the write end in the high half, or {@code -errno}
     */
    public static long pipe2(int flags) {
        MemorySegment state = Libc.state();
        try (Scratch scratch = Scratch.take(8)) {
            MemorySegment ends = scratch.segment();
            int result = (int) PIPE2.invokeExact(state, ends, flags | Files.O_CLOEXEC);
            return result < 0 ? Libc.result(result, state) : ends.get(JAVA_LONG, 0);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** mkfifo(3). The process's umask takes its bits from the mode. */
    public static int mkfifo(String path, int mode) {
        MemorySegment state = Libc.state();
        try (Scratch scratch = Scratch.take(path.length() * 3L + 1)) {
            scratch.segment().setString(0, path);
            return Libc.result((int) Rare.MKFIFO.invokeExact(state, scratch.segment(), mode), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** splice(2) between descriptors without offsets, one of them a pipe. */
    public static long splice(int from, int to, long size, int flags) {
        MemorySegment state = Libc.state();
        MemorySegment none = MemorySegment.NULL;
        try {
            return Libc.result((long) Rare.SPLICE.invokeExact(state, from, none, to, none, size, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** tee(2) between two pipes: copies without consuming. */
    public static long tee(int from, int to, long size, int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) Rare.TEE.invokeExact(state, from, to, size, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Linked when first needed. */
    private static final class Rare {
        static final MethodHandle MKFIFO = Libc.call("mkfifo", JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle SPLICE =
                Libc.call("splice", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
        static final MethodHandle TEE = Libc.call("tee", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    }
}
