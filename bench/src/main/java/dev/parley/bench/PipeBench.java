package dev.parley.bench;

import dev.parley.Descriptor;
import dev.parley.pipe.PipeSink;
import dev.parley.pipe.PipeSource;
import java.io.IOException;

/** Two anonymous pipes. The address is {@code IN,OUT}: the descriptors to read from and to write to. */
final class PipeBench extends StreamBench {
    private static final int LARGE_MESSAGE = 64 * 1024;
    private static final int LARGE_PIPE = 1024 * 1024;

    private final String[] numbers;
    private final int size;

    PipeBench(Side side, String address, int size) {
        this.numbers = address.split(",");
        this.size = size;
        if (numbers.length != 2) {
            throw new IllegalArgumentException("a pipe's address is IN,OUT: address=" + address);
        }
    }

    @Override
    public void create() {
        // Whoever starts the two made the pipes.
    }

    @Override
    public void open() throws IOException {
        var source = PipeSource.of(Descriptor.inherited(Integer.parseInt(numbers[0])));
        var sink = PipeSink.of(Descriptor.inherited(Integer.parseInt(numbers[1])));
        enlarge(source, sink, size);
        use(source, sink);
    }

    /** A message of 64 KiB fills a pipe of the usual size. */
    static void enlarge(PipeSource source, PipeSink sink, int size) throws IOException {
        if (size >= LARGE_MESSAGE) {
            source.setCapacity(LARGE_PIPE);
            sink.setCapacity(LARGE_PIPE);
        }
    }
}
