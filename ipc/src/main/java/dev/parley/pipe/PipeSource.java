package dev.parley.pipe;

import dev.parley.ByteSource;
import dev.parley.Descriptor;
import dev.parley.io.ByteInput;
import dev.parley.io.OwnedDescriptor;
import dev.parley.kernel.BlockingCall;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Io;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The end of a pipe or FIFO that is read from. See {@link ByteSource} for who waits and what ends it. */
public final class PipeSource implements ByteSource {
    private final Fd fd;
    private final String address;
    private final ByteInput input;

    PipeSource(Fd fd, String address) {
        this(fd, address, Io.READ_CALL);
    }

    PipeSource(Fd fd, String address, BlockingCall read) {
        this.fd = fd;
        this.address = address;
        this.input = new ByteInput(fd, read, this);
    }

    /**
     * Takes over a descriptor that is the read end of a pipe, or anything else that is read like one.
     *
     * @throws dev.parley.IpcException {@code EBADF} if it cannot be read from
     */
    public static PipeSource of(Descriptor descriptor) throws IOException {
        OwnedDescriptor.requireReadable(descriptor);
        return new PipeSource(OwnedDescriptor.fd(descriptor), descriptor.toString());
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return input.read(buffer);
    }

    @Override
    public int read(ByteBuffer buffer, Duration timeout) throws IOException {
        return input.read(buffer, timeout);
    }

    @Override
    public int tryRead(ByteBuffer buffer) throws IOException {
        return input.tryRead(buffer);
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return input.read(buffers, offset, length);
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    /** How many bytes the pipe holds at most. */
    public int capacity() throws IOException {
        return Capacity.of(fd, this);
    }

    /**
     * Makes the pipe hold at least this many bytes; see {@link PipeSink#setCapacity}.
     *
     * @return the new capacity
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
