package dev.parley.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Another process that a test talks with, line by line over its standard input and output.
 *
 * <p>Every wait is bounded by {@link Await#DEADLINE}; a wait that fails throws {@link AssertionError} with the command,
 * its state, and what it printed on both streams. {@link #close()} kills the process and its descendants if they still
 * run and waits for their end. One thread talks; {@link #kill()}, {@link #stop()} and {@link #resume()} may come from any.
 */
public final class Peer implements AutoCloseable {
    private static final String END = new String("end of output");

    private final List<String> command;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> printed = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final Thread outputReader;
    private final Thread errorReader;
    private boolean ended;

    private Peer(ProcessBuilder builder) throws IOException {
        command = List.copyOf(builder.command());
        process = builder.start();
        outputReader = reader("output", process.getInputStream(), this::printed, () -> lines.add(END));
        errorReader = reader("errors", process.getErrorStream(), this::complained, () -> {});
    }

    /** Starts {@code builder}'s command; streams that the builder redirects cannot be talked over. */
    public static Peer start(ProcessBuilder builder) {
        try {
            return new Peer(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next line and asserts that it is {@code line}. */
    public Peer expect(String line) {
        String next = readLine();
        if (!line.equals(next)) {
            throw failure(
                    "expected line [" + line + "] but got " + (next == null ? "end of output" : "[" + next + "]"));
        }
        return this;
    }

    /** Waits for the next line, asserts that it begins with {@code prefix}, and returns what follows the prefix. */
    public String expectStart(String prefix) {
        String next = readLine();
        if (next == null || !next.startsWith(prefix)) {
            throw failure("expected line starting [" + prefix + "] but got " + next);
        }
        return next.substring(prefix.length());
    }

    /** Asserts that the process prints nothing more before it closes its standard output. */
    public Peer expectEnd() {
        String next = readLine();
        if (next != null) {
            throw failure("expected end of output but got [" + next + "]");
        }
        return this;
    }

    /** Waits for the next line; null at the end of output. */
    public String readLine() {
        if (ended) {
            return null;
        }
        try {
            String line = lines.poll(Await.DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw failure("no line within " + Await.DEADLINE);
            }
            // Compared by identity: a process may well print these words.
            ended = line == END;
            return ended ? null : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a line of " + command, e);
        }
    }

    /** Writes a line to the process's standard input. */
    public Peer say(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            return this;
        } catch (IOException e) {
            throw failure("cannot say [" + line + "]: " + e.getMessage());
        }
    }

    /** Closes the process's standard input. */
    public Peer finishInput() {
        closeQuietly(process.getOutputStream());
        return this;
    }

    /** The process's number. */
    public long pid() {
        return process.pid();
    }

    /** The process itself, for what is not covered here. */
    public Process process() {
        return process;
    }

    /** Sends SIGKILL; does not wait. */
    public Peer kill() {
        // Not Process.destroyForcibly, which also closes the streams and so loses what was printed before the end.
        process.toHandle().destroyForcibly();
        return this;
    }

    /** Sends SIGSTOP and waits until the process is stopped. */
    public Peer stop() {
        signal("STOP");
        Await.processState(pid(), 'T');
        return this;
    }

    /** Sends SIGCONT; does not wait. */
    public Peer resume() {
        return signal("CONT");
    }

    /** Sends the signal of that name, without SIG, by kill(1). */
    public Peer signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-s", name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw failure("kill -s " + name + " failed with status " + status);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while sending SIG" + name, e);
        }
    }

    /** Whether the process has not ended yet. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end: the exit status, or 128 + the number of the signal that killed the process. */
    public int exitStatus() {
        return exitStatus(Await.DEADLINE);
    }

    /** Like {@link #exitStatus()}, with a limit of the caller's. */
    public int exitStatus(Duration limit) {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failure("still running after " + limit);
            }
            errorReader.join(Await.DEADLINE);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of " + command, e);
        }
    }

    /** Waits for the end and asserts the exit status. */
    public Peer expectExit(int status) {
        int actual = exitStatus();
        if (actual != status) {
            throw failure("expected exit status " + status + " but got " + actual);
        }
        return this;
    }

    /** What the process wrote to standard error so far, as one string of lines. */
    public String errors() {
        synchronized (errors) {
            return String.join("\n", errors);
        }
    }

    /** Kills the process and its descendants if they still run and waits for their end. */
    @Override
    public void close() {
        var family = process.descendants().toList();
        kill();
        family.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(Await.DEADLINE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failure("does not die");
            }
            outputReader.join(Await.DEADLINE);
            errorReader.join(Await.DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
        closeQuietly(process.getErrorStream());
    }

    private void printed(String line) {
        synchronized (printed) {
            printed.add(line);
        }
        lines.add(line);
    }

    private void complained(String line) {
        synchronized (errors) {
            errors.add(line);
        }
    }

    private AssertionError failure(String what) {
        String state = process.isAlive() ? "running" : "exit status " + process.exitValue();
        String output;
        synchronized (printed) {
            output = String.join("\n", printed);
        }
        return new AssertionError("%s%n  command: %s%n  process: %d, %s%n--- output%n%s%n--- errors%n%s"
                .formatted(what, String.join(" ", command), pid(), state, output, errors()));
    }

    private static Thread reader(String name, InputStream stream, Consumer<String> sink, Runnable atEnd) {
        return Thread.ofPlatform().daemon().name("peer " + name).start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(sink);
            } catch (IOException | UncheckedIOException e) {
                sink.accept("(stream broke: " + e.getMessage() + ")");
            } finally {
                atEnd.run();
            }
        });
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            // The other side is gone; unflushed input for it does not matter any more.
        }
    }
}
