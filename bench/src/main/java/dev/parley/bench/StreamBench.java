package dev.parley.bench;

import dev.parley.ByteSink;
import dev.parley.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Pipes, FIFOs and stream sockets all carry bytes: a message is as many as its size. */
abstract sealed class StreamBench implements Bench permits PipeBench, FifoBench, UnixSocketBench, TcpSocketBench {
    private ByteSource in;
    private ByteSink out;

    final void use(ByteSource source, ByteSink sink) {
        in = source;
        out = sink;
    }

    @Override
    public final void send(Message message) throws IOException {
        out.write(message.buffer.clear());
    }

    @Override
    public final boolean receive(Message message) throws IOException {
        ByteBuffer buffer = message.buffer.clear();
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        if (in != null) {
            in.close();
            out.close();
        }
    }
}
