package dev.parley.bench;

import dev.parley.pipe.Fifo;
import dev.parley.pipe.PipeSink;
import dev.parley.pipe.PipeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Two FIFOs, {@code ADDRESS.request} and {@code ADDRESS.reply}, made by the server. */
final class FifoBench extends StreamBench {
    private final Side side;
    private final Path requestPath;
    private final Path replyPath;
    private final int size;
    private Fifo madeRequest;
    private Fifo madeReply;

    FifoBench(Side side, String address, int size) {
        this.side = side;
        this.requestPath = Path.of(address + ".request");
        this.replyPath = Path.of(address + ".reply");
        this.size = size;
    }

    @Override
    public synchronized void create() throws IOException {
        madeRequest = Fifo.create(requestPath);
        madeReply = Fifo.create(replyPath);
    }

    /** Both sides open the request first: each open waits for the other side. */
    @Override
    public void open() throws IOException {
        PipeSource source;
        PipeSink sink;
        if (side == Side.CLIENT) {
            sink = Fifo.open(requestPath).openWriter();
            source = Fifo.open(replyPath).openReader();
        } else {
            source = Fifo.open(requestPath).openReader();
            sink = Fifo.open(replyPath).openWriter();
        }
        PipeBench.enlarge(source, sink, size);
        use(source, sink);
    }

    @Override
    public synchronized void close() {
        super.close();
        try {
            if (madeRequest != null) {
                madeRequest.remove();
            }
            if (madeReply != null) {
                madeReply.remove();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            madeRequest = null;
            madeReply = null;
        }
    }
}
