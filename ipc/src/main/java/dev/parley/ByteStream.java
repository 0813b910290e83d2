package dev.parley;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/** Bytes in both directions over one descriptor: a stream socket. */
public interface ByteStream extends ByteSource, ByteSink, ByteChannel {
    /**
     * Ends the outgoing direction: the peer reads what was sent and then the end of the stream, and can still send. See
     * shutdown(2).
     */
    void shutdownOutput() throws IOException;

    /** Ends the incoming direction: reading gives the end of the stream from now on, also to a thread that waits. */
    void shutdownInput() throws IOException;
}
