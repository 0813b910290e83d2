package dev.parley;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Where bytes go: the write end of a pipe, a FIFO, a stream socket.
 *
 * <p>A JDK channel. A write returns when everything is written, waiting for room for as long as it takes. If it ends early
 * (interrupt, close, timeout, error) with an exception, the buffer's position tells how much was written: nothing is lost
 * and nothing is written twice. When nobody will read any more, a write is {@link PeerGoneException}, never a signal.
 * Several threads may write at once; whether their bytes interleave is said by the mechanism.
 */
public interface ByteSink extends GatheringByteChannel, DescriptorHandle {
    /**
     * Writes all that remains in the buffer, waiting for room for ever.
     *
     * @return how many bytes that was
     */
    @Override
    int write(ByteBuffer buffer) throws IOException;

    /**
     * Writes all that remains in the buffer, waiting for room at most this long altogether.
     *
     * @return how many bytes that was
     * @throws TimedOutException if there was not room for everything in time; the buffer's position tells how far it got
     */
    int write(ByteBuffer buffer, Duration timeout) throws IOException;

    /**
     * Writes as much as there is room for now.
     *
     * @return how many bytes, possibly 0
     */
    int tryWrite(ByteBuffer buffer) throws IOException;

    /**
     * Writes all that remains in several buffers, waiting for room for ever; with one system call while there is room. See
     * writev(2).
     *
     * @return how many bytes that was
     */
    @Override
    long write(ByteBuffer[] buffers, int offset, int length) throws IOException;

    @Override
    default long write(ByteBuffer[] buffers) throws IOException {
        return write(buffers, 0, buffers.length);
    }

    /** Writes all of the memory, waiting for room for ever. */
    default long write(MemorySegment memory) throws IOException {
        for (long at = 0; at < memory.byteSize(); ) {
            at += write(memory.asSlice(at, Math.min(memory.byteSize() - at, Integer.MAX_VALUE))
                    .asByteBuffer());
        }
        return memory.byteSize();
    }

    /** Writes all of the bytes, waiting for room for ever. */
    default void write(byte[] bytes) throws IOException {
        write(ByteBuffer.wrap(bytes));
    }

    /** Writes text as UTF-8, waiting for room for ever. */
    default void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** This sink as a stream. Closing either closes both. */
    default OutputStream outputStream() {
        return Channels.newOutputStream(this);
    }
}
