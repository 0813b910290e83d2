package dev.parley;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ScatteringByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Where bytes come from: the read end of a pipe, a FIFO, a stream socket.
 *
 * <p>A JDK channel, so whatever reads channels reads this. A read takes what is there, at least one byte, and waits only
 * when nothing is; -1 is the end of the stream, when the last writer has gone. Several threads may read at once; each byte
 * goes to one of them. A direct buffer or native segment is filled by the kernel; heap memory costs a copy.
 */
public interface ByteSource extends ScatteringByteChannel, DescriptorHandle {
    /**
     * Reads what is there, waiting for ever until something is.
     *
     * @return how many bytes, or -1 at the end of the stream
     */
    @Override
    int read(ByteBuffer buffer) throws IOException;

    /**
     * Reads what is there, waiting at most this long until something is.
     *
     * @return how many bytes, or -1 at the end of the stream
     * @throws TimedOutException if nothing came in time
     */
    int read(ByteBuffer buffer, Duration timeout) throws IOException;

    /**
     * Reads what is there without waiting.
     *
     * @return how many bytes, 0 if there are none now, or -1 at the end of the stream
     */
    int tryRead(ByteBuffer buffer) throws IOException;

    /**
     * Reads into several buffers with one system call, waiting for ever until there is something. See readv(2).
     *
     * @return how many bytes, or -1 at the end of the stream
     */
    @Override
    long read(ByteBuffer[] buffers, int offset, int length) throws IOException;

    @Override
    default long read(ByteBuffer[] buffers) throws IOException {
        return read(buffers, 0, buffers.length);
    }

    /** How many bytes could be read without waiting. See FIONREAD in ioctl_tty(2). */
    int available() throws IOException;

    /**
     * Reads into memory what is there, waiting for ever until something is.
     *
     * @return how many bytes, or -1 at the end of the stream
     */
    default long read(MemorySegment memory) throws IOException {
        return read(asBuffer(memory));
    }

    /**
     * Reads into memory what is there, waiting at most this long until something is.
     *
     * @return how many bytes, or -1 at the end of the stream
     * @throws TimedOutException if nothing came in time
     */
    default long read(MemorySegment memory, Duration timeout) throws IOException {
        return read(asBuffer(memory), timeout);
    }

    private static ByteBuffer asBuffer(MemorySegment memory) {
        return memory.asSlice(0, Math.min(memory.byteSize(), Integer.MAX_VALUE)).asByteBuffer();
    }

    /** Reads until the end of the stream, waiting for it for ever. */
    default byte[] readAllBytes() throws IOException {
        var all = new ByteArrayOutputStream();
        var piece = ByteBuffer.allocate(8192);
        while (read(piece) >= 0) {
            all.write(piece.array(), 0, piece.position());
            piece.clear();
        }
        return all.toByteArray();
    }

    /** Reads UTF-8 text until the end of the stream, waiting for it for ever. */
    default String readText() throws IOException {
        return new String(readAllBytes(), StandardCharsets.UTF_8);
    }

    /** This source as a stream. Closing either closes both. */
    default InputStream inputStream() {
        return Channels.newInputStream(this);
    }
}
