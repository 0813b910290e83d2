package dev.parley.bench;

import dev.parley.DescriptorHandle;
import dev.parley.TimedOutException;
import dev.parley.pipe.Pipe;
import dev.parley.pipe.PipeSink;
import dev.parley.pipe.PipeSource;
import dev.parley.process.Child;
import dev.parley.process.ExitStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program that was started for a measurement: its lines, its end, and nothing of it left behind. */
final class Started implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Child child;
    private final PipeSink input;
    private final PipeSource output;
    private final PipeSource errors;
    private final StringBuilder read = new StringBuilder();

    private Started(Child child, PipeSink input, PipeSource output, PipeSource errors) {
        this.child = child;
        this.input = input;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts a program. Its standard input ends when this is closed.
     *
     * @param descriptors what else it is handed, by number
     */
    static Started start(List<String> command, Map<Integer, ? extends DescriptorHandle> descriptors)
            throws IOException {
        var input = Pipe.open();
        var output = Pipe.open();
        var errors = Pipe.open();
        try {
            var start = Child.command(command)
                    .stdin(input.source())
                    .stdout(output.sink())
                    .stderr(errors.sink());
            descriptors.forEach(start::descriptor);
            return new Started(start.start(), input.sink(), output.source(), errors.source());
        } catch (IOException e) {
            input.close();
            output.close();
            errors.close();
            throw e;
        }
    }

    /**
     * The next line, waiting for it.
     *
     * @throws IOException if the program ends without one: what it said on standard error
     */
    String line(Duration timeout) throws IOException {
        var buffer = ByteBuffer.allocate(1024);
        int end;
        while ((end = read.indexOf("\n")) < 0) {
            if (output.read(buffer.clear(), timeout) < 0) {
                throw new IOException("ended early: " + errors.readText().strip());
            }
            read.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
        }
        String line = read.substring(0, end);
        read.delete(0, end + 1);
        return line;
    }

    /** Waits for the program to end well. */
    void finish(Duration timeout) throws IOException {
        ExitStatus status = child.await(timeout);
        if (!status.isSuccess()) {
            throw new IOException(status + ": " + errors.readText().strip());
        }
    }

    /** Ends the program if it still runs: first politely, so that it can clean up. */
    @Override
    public void close() throws IOException {
        try (child) {
            if (child.isAlive()) {
                child.terminate();
                try {
                    child.await(GRACE);
                } catch (TimedOutException e) {
                    child.kill();
                }
            }
            child.await();
        } finally {
            input.close();
            output.close();
            errors.close();
        }
    }
}
