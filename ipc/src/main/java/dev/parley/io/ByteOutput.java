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

/** Writes bytes from whatever memory the caller has to a descriptor, as {@link dev.parley.ByteSink} promises. */
public final class ByteOutput {
    private final Fd fd;
    private final BlockingCall write;
    private final Object object;
    private final LastBuffer direct = new LastBuffer();

    /**
     * @param write {@link Io#WRITE_CALL}, or a call that works like it
     * @param object what error messages are about, by its {@code toString()}
     */
    public ByteOutput(Fd fd, BlockingCall write, Object object) {
        this.fd = fd;
        this.write = write;
        this.object = object;
    }

    public int write(ByteBuffer buffer) throws IOException {
        fd.requireOpen();
        int start = buffer.position();
        while (buffer.hasRemaining()) {
            Failures.check(writeSome(buffer, Deadline.NEVER), "write", object);
        }
        return buffer.position() - start;
    }

    public int write(ByteBuffer buffer, Duration timeout) throws IOException {
        fd.requireOpen();
        int start = buffer.position();
        long deadline = Deadline.after(timeout);
        while (buffer.hasRemaining()) {
            long result = writeSome(buffer, deadline);
            if (Failures.isTimeout(result)) {
                String got = "room for " + (buffer.position() - start) + " of " + (buffer.limit() - start) + " bytes";
                throw Failures.timedOut("write", object, got, timeout);
            }
            Failures.check(result, "write", object);
        }
        return buffer.position() - start;
    }

    public int tryWrite(ByteBuffer buffer) throws IOException {
        fd.requireOpen();
        int start = buffer.position();
        while (buffer.hasRemaining()) {
            long result = writeSome(buffer, Deadline.NOW);
            if (Errno.EAGAIN.is(result)) {
                break;
            }
            Failures.check(result, "write", object);
        }
        return buffer.position() - start;
    }

    /** Writes once, moving the buffer's position along. */
    private long writeSome(ByteBuffer buffer, long deadline) throws IOException {
        try {
            long result = buffer.isDirect()
                    ? run(direct.memory(buffer), buffer.remaining(), deadline)
                    : writeHeap(buffer, deadline);
            if (result > 0) {
                buffer.position(buffer.position() + (int) result);
            }
            return result;
        } catch (ClosedChannelException e) {
            throw new AsynchronousCloseException(); // it was open when the operation began
        }
    }

    /** Heap memory goes through scratch memory, which a virtual thread does not keep while it waits. */
    private long writeHeap(ByteBuffer buffer, long deadline) throws IOException {
        boolean virtual = Thread.currentThread().isVirtual();
        int size = Math.min(buffer.remaining(), Scratch.SIZE);
        for (; ; ) {
            long result;
            try (Scratch scratch = Scratch.take(Scratch.SIZE)) {
                Memory.put(buffer, scratch, size);
                result = run(scratch.segment(), size, virtual ? Deadline.NOW : deadline);
            }
            if (!virtual || deadline == Deadline.NOW || !Errno.EAGAIN.is(result)) {
                return result;
            }
            if (!fd.await(Polls.POLLOUT, deadline)) {
                return Errno.ETIMEDOUT.result();
            }
        }
    }

    public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffers.length);
        fd.requireOpen();
        long total = 0;
        for (; ; ) {
            try (var vector = Vector.forWriting(buffers, offset, length)) {
                if (vector.isEmpty()) {
                    return total;
                }
                long count = Failures.check(writeVector(vector), "writev", object);
                vector.advance(count);
                total += count;
            }
        }
    }

    private long writeVector(Vector vector) throws IOException {
        try {
            return fd.run(Io.WRITEV_CALL, vector.segment(), vector.count(), 0, 0, Polls.POLLOUT, Deadline.NEVER);
        } catch (ClosedChannelException e) {
            throw new AsynchronousCloseException();
        }
    }

    private long run(MemorySegment memory, long size, long deadline) throws IOException {
        return fd.run(write, memory, size, 0, 0, Polls.POLLOUT, deadline);
    }
}
