package dev.parley.examples;

import dev.parley.LimitException;
import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.TimedOutException;
import dev.parley.queue.Select;
import dev.parley.queue.SysvMessage;
import dev.parley.queue.SysvQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A System V queue: sending and choosing by type, what a C program sends, and what ends the waiting.
 *
 * <pre>
 * 1: Hello, Message Queue!
 * urgent, then ordinary
 * 112 bytes mean: Hello from C
 * type 3 moved 5 bytes
 * too long for the buffer, still there: a longer message
 * nobody sent anything
 * removed
 * </pre>
 */
public final class SysvQueueConversation {
    private SysvQueueConversation() {}

    public static void main(String[] arguments) throws IOException {
        Path progfile = Files.createTempFile("progfile", null);
        try {
            hello(progfile);
            try (var queue = SysvQueue.createPrivate()) {
                priorities(queue);
                wholeStruct(queue);
                buffers(queue);
                end(queue);
            }
        } finally {
            Files.delete(progfile);
        }
    }

    private static void hello(Path progfile) throws IOException {
        try (var queue = SysvQueue.openOrCreate(SysvKey.of(progfile, 65))) {
            queue.send(1, "Hello, Message Queue!");
            SysvMessage message = queue.receive(Select.type(1), Duration.ofSeconds(1));
            System.out.println(message.type() + ": " + message.text());
            queue.remove(); // close() lets go, remove() destroys
        }
    }

    private static void priorities(SysvQueue queue) throws IOException {
        queue.send(5, "ordinary");
        queue.send(1, "urgent");
        // Up to type 5, the lowest first: types as priorities.
        String first = queue.receive(Select.atMost(5)).text();
        String second = queue.receive(Select.atMost(5)).text();
        System.out.println(first + ", then " + second);
    }

    private static void wholeStruct(SysvQueue queue) throws IOException {
        byte[] struct = new byte[112];
        System.arraycopy("Hello from C".getBytes(StandardCharsets.UTF_8), 0, struct, 0, 12);
        queue.send(1, struct);
        SysvMessage message = queue.receive();
        System.out.println(message.size() + " bytes mean: " + message.cString());
    }

    private static void buffers(SysvQueue queue) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8);
        queue.send(3, "12345");
        long type = queue.receive(Select.any(), buffer); // makes no object
        System.out.println("type " + type + " moved " + buffer.position() + " bytes");

        queue.send(3, "a longer message");
        try {
            queue.receive(Select.any(), buffer.clear());
        } catch (LimitException e) { // E2BIG; Select.any().truncating() would cut it instead
            System.out.println(
                    "too long for the buffer, still there: " + queue.receive().text());
        }
    }

    private static void end(SysvQueue queue) throws IOException {
        try {
            queue.receive(Select.any(), Duration.ofMillis(10));
        } catch (TimedOutException e) {
            System.out.println("nobody sent anything");
        }
        queue.remove();
        try {
            queue.receive();
        } catch (RemovedException e) { // so does whoever waits when another process removes it
            System.out.println("removed");
        }
    }
}
