package dev.parley.cli.terminal;

import dev.parley.Descriptor;
import dev.parley.PeerGoneException;
import dev.parley.pipe.PipeSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Standard output, unbuffered: what is written here was seen by whoever reads it. */
public final class Output {
    private static final int STANDARD_OUTPUT = 1;

    private final FileOutputStream stream = new FileOutputStream(FileDescriptor.out);

    private Output() {}

    /** Standard output. It is never closed. */
    public static Output standard() {
        return new Output();
    }

    /**
     * Writes bytes as they are.
     *
     * @throws OutputClosedException if nobody reads any more
     */
    public void bytes(byte[] bytes, int offset, int length) throws IOException {
        try {
            // The JDK's own way starts sooner than the library's, but its errors are only text in the user's language.
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            fail(ByteBuffer.wrap(bytes, offset, length));
            throw e;
        }
    }

    /** Meets the same error again, to know which it is. */
    private static void fail(ByteBuffer bytes) throws IOException {
        try {
            PipeSink.of(Descriptor.inherited(STANDARD_OUTPUT)).write(bytes);
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
