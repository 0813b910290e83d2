package dev.parley.pipe;

import dev.parley.ByteSink;
import dev.parley.Descriptor;
import dev.parley.io.ByteOutput;
import dev.parley.io.OwnedDescriptor;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Io;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The end of a pipe or FIFO that is written to. See {@link ByteSink} for who waits and what ends it.
 *
 * <p>A write of at most {@link Pipe#PIPE_BUF} bytes is atomic, whoever else writes; a longer one may interleave with others'.
 * Once no process holds the other end, a write is {@link dev.parley.PeerGoneException} ({@code EPIPE}).
 */
public final class PipeSink implements ByteSink {
    private final Fd fd;
    private final String address;
    private final ByteOutput output;

    PipeSink(Fd fd, String address) {
        this.fd = fd;
        this.address = address;
        this.output = new ByteOutput(fd, Io.WRITE_CALL, this);
    }

    /**
     * Takes over a descriptor that is the write end of a pipe, or anything else that is written like one.
     *
     * @throws dev.parley.IpcException {@code EBADF} if it cannot be written to
     */
    public static PipeSink of(Descriptor descriptor) throws IOException {
        OwnedDescriptor.requireWritable(descriptor);
        return new PipeSink(OwnedDescriptor.fd(descriptor), descriptor.toString());
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        return output.write(buffer);
    }

    @Override
    public int write(ByteBuffer buffer, Duration timeout) throws IOException {
        return output.write(buffer, timeout);
    }

    @Override
    public int tryWrite(ByteBuffer buffer) throws IOException {
        return output.tryWrite(buffer);
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return output.write(buffers, offset, length);
    }

    /** How many bytes the pipe holds at most. See F_GETPIPE_SZ in fcntl(2). */
    public int capacity() throws IOException {
        return Capacity.of(fd, this);
    }

    /**
     * Makes the pipe hold at least this many bytes. The kernel rounds up to a power of two of pages; it counts room in pages,
     * so many small writes may fill it sooner. See F_SETPIPE_SZ in fcntl(2).
     *
     * @return the new capacity
     * @throws dev.parley.PermissionException {@code EPERM} above {@code /proc/sys/fs/pipe-max-size} without CAP_SYS_RESOURCE
     * @throws dev.parley.IpcException {@code EBUSY} if more than that is in the pipe now
     */
    public int setCapacity(int bytes) throws IOException {
        return Capacity.set(fd, bytes, this);
    }

    @Override
    public Descriptor descriptor() {
        return new OwnedDescriptor(fd);
    }

    @Override
    public boolean isOpen() {
        return fd.isOpen();
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return address;
    }
}
