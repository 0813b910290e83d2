package dev.parley.contract;

import dev.parley.ByteSink;
import dev.parley.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Two connected ends of a new byte stream.
 *
 * @param source where what is written to the sink arrives
 * @param sink the other end
 */
public record Ends(ByteSource source, ByteSink sink) implements AutoCloseable {
    /** Writes until there is no room. */
    public void fill() throws IOException {
        while (sink.tryWrite(ByteBuffer.allocate(4096)) > 0) {}
    }

    /** Reads until there is nothing. */
    public void drain() throws IOException {
        while (source.tryRead(ByteBuffer.allocate(4096)) > 0) {}
    }

    @Override
    public void close() throws IOException {
        sink.close();
        source.close();
    }
}
