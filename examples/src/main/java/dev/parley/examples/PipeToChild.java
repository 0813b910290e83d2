package dev.parley.examples;

import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.pipe.Pipe;
import dev.parley.process.Child;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Pipes to and from a child, waiting with an end to it, a full pipe, packets, and a reader that is gone.
 *
 * <pre>
 * HELLO, CHILD!
 * exit 0
 * nothing yet
 * took 65536 of 100000 bytes
 * holds 131072 bytes now
 * packet: one
 * packet: two
 * copied 5 bytes, 5 are still there
 * nobody reads any more
 * </pre>
 */
public final class PipeToChild {
    private PipeToChild() {}

    public static void main(String[] arguments) throws IOException {
        talk();
        wait(Duration.ofMillis(10));
        fill();
        packets();
        copy();
        broken();
    }

    private static void talk() throws IOException {
        try (var in = Pipe.open();
                var out = Pipe.open();
                var child = Child.command("tr", "a-z", "A-Z")
                        .stdin(in.source()) // handed over: the child's alone from start() on
                        .stdout(out.sink())
                        .start()) {
            in.sink().write("Hello, child!");
            in.sink().close(); // the child sees the end of the stream
            System.out.println(out.source().readText()); // until the child closed its end
            System.out.println(child.await());
        }
    }

    private static void wait(Duration patience) throws IOException {
        try (var pipe = Pipe.open()) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
            try {
                pipe.source().read(buffer, patience);
            } catch (TimedOutException e) {
                System.out.println("nothing yet");
            }
        }
    }

    private static void fill() throws IOException {
        try (var pipe = Pipe.open()) {
            int taken = pipe.sink().tryWrite(ByteBuffer.allocate(100_000)); // what there is room for, at once
            System.out.println("took " + taken + " of 100000 bytes");
            int capacity = pipe.sink().setCapacity(100_000);
            System.out.println("holds " + capacity + " bytes now");
        }
    }

    private static void packets() throws IOException {
        try (var pipe = Pipe.openPackets()) {
            pipe.sink().write("one");
            pipe.sink().write("two");
            ByteBuffer packet = ByteBuffer.allocate(Pipe.PIPE_BUF);
            for (int i = 0; i < 2; i++) {
                int size = pipe.source().read(packet.clear()); // one packet, however much more there is
                System.out.println("packet: " + new String(packet.array(), 0, size));
            }
        }
    }

    private static void copy() throws IOException {
        try (var log = Pipe.open();
                var data = Pipe.open()) {
            data.sink().write("12345");
            long copied = Pipe.tee(data.source(), log.sink(), 100);
            System.out.println("copied " + copied + " bytes, " + data.source().available() + " are still there");
        }
    }

    private static void broken() throws IOException {
        try (var pipe = Pipe.open()) {
            pipe.source().close();
            try {
                pipe.sink().write("anybody?");
            } catch (PeerGoneException e) { // EPIPE; the signal that goes with it never kills a JVM
                System.out.println("nobody reads any more");
            }
        }
    }
}
