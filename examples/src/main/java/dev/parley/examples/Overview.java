package dev.parley.examples;

import dev.parley.SysvKey;
import dev.parley.pipe.Pipe;
import dev.parley.process.Child;
import dev.parley.queue.Select;
import dev.parley.queue.SysvQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The README's example: a child at the other end of two pipes, and a queue that C programs share.
 *
 * <pre>
 * 1 2 3
 * 1: Hello, Message Queue!
 * </pre>
 */
public final class Overview {
    private Overview() {}

    public static void main(String[] arguments) throws IOException {
        Path progfile = Files.createTempFile("progfile", null);
        try {
            talk(progfile);
        } finally {
            Files.delete(progfile);
        }
    }

    private static void talk(Path progfile) throws IOException {
        try (var in = Pipe.open();
                var out = Pipe.open();
                var child = Child.command("sort", "-n")
                        .stdin(in.source())
                        .stdout(out.sink())
                        .start()) {
            in.sink().write("3\n1\n2\n");
            in.sink().close(); // the child sees the end of the stream
            System.out.println(out.source().readText().strip().replace('\n', ' '));
            child.await(Duration.ofSeconds(5));
        }
        try (var queue = SysvQueue.openOrCreate(SysvKey.of(progfile, 65))) { // C: msgget(ftok("progfile", 65), ...)
            queue.send(1, "Hello, Message Queue!");
            var message = queue.receive(Select.type(1), Duration.ofSeconds(1));
            System.out.println(message.type() + ": " + message.text());
            queue.remove(); // close() lets go, remove() destroys
        }
    }
}
