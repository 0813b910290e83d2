package dev.parley.cli.tour;

import dev.parley.DescriptorHandle;
import dev.parley.pipe.Pipe;
import dev.parley.pipe.PipeSource;
import dev.parley.process.Child;
import dev.parley.process.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A process that was started to talk with this one, and what it prints. Used by one thread. */
final class OtherProcess implements AutoCloseable {
    private static final int STANDARD_ERROR = 2;

    private final String language;
    private final String program;
    private final Child child;
    private final PipeSource output;
    private final ByteBuffer unread = ByteBuffer.allocate(4096).limit(0);

    private OtherProcess(String language, String program, Child child, PipeSource output) {
        this.language = language;
        this.program = program;
        this.child = child;
        this.output = output;
    }

    static OtherProcess start(
            String language, List<String> command, Map<Integer, ? extends DescriptorHandle> descriptors)
            throws IOException {
        Pipe output = Pipe.open();
        try {
            var start = Child.command(command).stdout(output.sink()).share(STANDARD_ERROR, output.sink());
            descriptors.forEach(start::descriptor);
            return new OtherProcess(language, command.getLast(), start.start(), output.source());
        } catch (IOException | RuntimeException e) {
            output.close();
            throw e;
        }
    }

    String language() {
        return language;
    }

    int pid() {
        return child.pid();
    }

    /**
     * The next line it prints.
     *
     * @throws IOException if it prints no more, or nothing for too long
     */
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (; ; ) {
            while (unread.hasRemaining()) {
                byte b = unread.get();
                if (b == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(b);
            }
            unread.clear();
            int read = output.read(unread, Conversation.PATIENCE);
            unread.flip();
            if (read < 0) {
                throw new IOException(this + " ended early: " + child.await(Conversation.PATIENCE));
            }
        }
    }

    /**
     * What follows this on the next line.
     *
     * @throws IOException also if the line starts differently
     */
    String line(String start) throws IOException {
        String line = line();
        if (!line.startsWith(start)) {
            throw new IOException(this + " was to say \"" + start + "\": " + line);
        }
        return line.substring(start.length());
    }

    /** Waits until it has ended well. */
    void finish() throws IOException {
        String lastWords = StandardCharsets.UTF_8.decode(unread) + output.readText();
        ExitStatus status = child.await(Conversation.PATIENCE);
        if (!status.isSuccess()) {
            throw new IOException(this + " failed, " + status + ": " + lastWords.strip());
        }
    }

    /** Ends it, if it has not ended; does not wait. */
    @Override
    public void close() throws IOException {
        output.close();
        child.kill();
        child.close();
    }

    @Override
    public String toString() {
        return language + " process " + child.pid() + " (" + program + ")";
    }
}
