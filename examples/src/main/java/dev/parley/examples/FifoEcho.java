package dev.parley.examples;

import dev.parley.TimedOutException;
import dev.parley.pipe.Fifo;
import dev.parley.process.Child;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Two FIFOs between two programs, one that serves many writers, and openings that do not wait for ever.
 *
 * <pre>
 * echo: Hello, FIFO!
 * nobody reads
 * no writer came
 * first
 * second
 * </pre>
 */
public final class FifoEcho {
    private FifoEcho() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("fifo");
        try {
            echo(folder);
            open(folder.resolve("there"));
            serve(folder.resolve("requests"));
        } finally {
            Files.delete(folder);
        }
    }

    private static void echo(Path folder) throws IOException {
        Fifo there = Fifo.create(folder.resolve("there"));
        Fifo back = Fifo.create(folder.resolve("back"), 0660);
        try (var other = Child.command("sh", "-c", "sed 's/^/echo: /' <there >back")
                .directory(folder)
                .start()) {
            try (var sink = there.openWriter(Duration.ofSeconds(10))) { // waits until the other has opened its end
                sink.write("Hello, FIFO!\n");
            }
            try (var source = back.openReader(Duration.ofSeconds(10))) {
                System.out.print(source.readText()); // until the last writer has closed
            }
            other.await();
        }
        back.remove();
    }

    private static void open(Path path) throws IOException {
        Fifo fifo = Fifo.open(path);
        if (fifo.tryOpenWriter().isEmpty()) {
            System.out.println("nobody reads");
        }
        try (var source = fifo.openReader(Duration.ofMillis(10))) {
            System.out.println(source.readText());
        } catch (TimedOutException e) {
            System.out.println("no writer came");
        }
        fifo.remove();
    }

    private static void serve(Path path) throws IOException {
        Fifo fifo = Fifo.openOrCreate(path);
        try (var requests = fifo.openReaderAcrossWriters()) {
            ByteBuffer request = ByteBuffer.allocate(4096);
            for (String client : new String[] {"first", "second"}) {
                try (var sink = fifo.openWriter()) { // another process in real life
                    sink.write(client);
                }
                int size = requests.read(request.clear()); // never the end of the stream, whoever leaves
                System.out.println(new String(request.array(), 0, size));
            }
        }
        fifo.remove();
    }
}
