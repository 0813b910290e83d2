package dev.parley.cli;

import dev.parley.Descriptor;
import dev.parley.PeerGoneException;
import dev.parley.pipe.PipeSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Standard output, unbuffered: what is written here was seen by whoever reads it. */
public final class Output {
    private static final int STANDARD_OUTPUT = 1;

    private final PipeSink sink;

    private Output(PipeSink sink) {
        this.sink = sink;
    }

    /** Standard output. It is never closed. */
    public static Output standard() throws IOException {
        return new Output(PipeSink.of(Descriptor.inherited(STANDARD_OUTPUT)));
    }

    /**
     * Writes bytes as they are.
     *
     * @throws OutputClosedException if nobody reads any more
     */
    public void bytes(byte[] bytes, int offset, int length) throws IOException {
        try {
            sink.write(ByteBuffer.wrap(bytes, offset, length));
        } catch (PeerGoneException e) {
            throw new OutputClosedException();
        }
    }

    /** Writes text as UTF-8, as it is. */
    public void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes(bytes, 0, bytes.length);
    }
}
