package dev.parley.io;

import dev.parley.kernel.BlockingCall;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Io;
import dev.parley.kernel.Polls;
import dev.parley.kernel.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;

/** Reads bytes from a descriptor into whatever memory the caller has, as {@link dev.parley.ByteSource} promises. */
public final class ByteInput {
    private static final int NOTHING_ASKED = 0;

    private final Fd fd;
    private final BlockingCall read;
    private final Object object;
    private final LastBuffer direct = new LastBuffer();

    /**
     * @param read {@link Io#READ_CALL}, or a call that works like it
     * @param object what error messages are about, by its {@code toString()}
     */
    public ByteInput(Fd fd, BlockingCall read, Object object) {
        this.fd = fd;
        this.read = read;
        this.object = object;
    }

    public int read(ByteBuffer buffer) throws IOException {
        return mayRead(buffer) ? outcome(transfer(buffer, Deadline.NEVER)) : NOTHING_ASKED;
    }

    public int read(ByteBuffer buffer, Duration timeout) throws IOException {
        if (!mayRead(buffer)) {
            return NOTHING_ASKED;
        }
        long result = transfer(buffer, Deadline.after(timeout));
        if (Failures.isTimeout(result)) {
            throw Failures.timedOut("read", object, "nothing came", timeout);
        }
        return outcome(result);
    }

    public int tryRead(ByteBuffer buffer) throws IOException {
        if (!mayRead(buffer)) {
            return NOTHING_ASKED;
        }
        long result = transfer(buffer, Deadline.NOW);
        return Errno.EAGAIN.is(result) ? 0 : outcome(result);
    }

    private boolean mayRead(ByteBuffer buffer) throws IOException {
        requireWritable(buffer);
        fd.requireOpen();
        return buffer.hasRemaining();
    }

    private static void requireWritable(ByteBuffer buffer) {
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("cannot read into a read-only buffer: buffer=" + buffer);
        }
    }

    private int outcome(long result) throws IOException {
        return result == 0 ? -1 : (int) Failures.check(result, "read", object);
    }

    /** Reads once, moving the buffer's position along. */
    private long transfer(ByteBuffer buffer, long deadline) throws IOException {
        try {
            return buffer.isDirect() ? transferDirectly(buffer, deadline) : transferThroughScratch(buffer, deadline);
        } catch (ClosedChannelException e) {
            throw new AsynchronousCloseException(); // it was open when the operation began
        }
    }

    private long transferDirectly(ByteBuffer buffer, long deadline) throws IOException {
        long result = run(direct.memory(buffer), buffer.remaining(), deadline);
        if (result > 0) {
            buffer.position(buffer.position() + (int) result);
        }
        return result;
    }

    /**
     * A virtual thread holds no scratch memory while it waits: there may be very many of them. The memory goes round again
     * between attempts.
     */
    private long transferThroughScratch(ByteBuffer buffer, long deadline) throws IOException {
        boolean virtual = Thread.currentThread().isVirtual();
        int size = Math.min(buffer.remaining(), Scratch.SIZE);
        for (; ; ) {
            long result;
            try (Scratch scratch = Scratch.take(Scratch.SIZE)) {
                result = run(scratch.segment(), size, virtual ? Deadline.NOW : deadline);
                if (result > 0) {
                    Memory.get(scratch, buffer, (int) result);
                }
            }
            if (!virtual || deadline == Deadline.NOW || !Errno.EAGAIN.is(result)) {
                return result;
            }
            if (!fd.await(Polls.POLLIN, deadline)) {
                return Errno.ETIMEDOUT.result();
            }
        }
    }

    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffers.length);
        for (int i = offset; i < offset + length; i++) {
            requireWritable(buffers[i]); // the kernel would write into it all the same
        }
        fd.requireOpen();
        try (var vector = Vector.forReading(buffers, offset, length)) {
            if (vector.isEmpty()) {
                return NOTHING_ASKED;
            }
            long result = fd.run(Io.READV_CALL, vector.segment(), vector.count(), 0, 0, Polls.POLLIN, Deadline.NEVER);
            vector.advance(result);
            return result == 0 ? -1 : Failures.check(result, "readv", object);
        }
    }

    public int available() throws IOException {
        fd.acquire();
        try {
            return (int) Failures.check(Io.available(fd.handle()), "ioctl", object);
        } finally {
            fd.release();
        }
    }

    private long run(MemorySegment memory, long size, long deadline) throws IOException {
        return fd.run(read, memory, size, 0, 0, Polls.POLLIN, deadline);
    }
}
