package dev.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.LimitException;
import dev.parley.TimedOutException;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Await;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SysvQueueLimitTest {
    @Test
    void longestMessageIsWhatTheKernelAllows() throws IOException {
        int longest = limit("msgmax");
        try (var queue = SysvQueue.createPrivate()) {
            queue.send(1, new byte[longest]);
            assertThat(queue.receive().size()).isEqualTo(longest);
            ByteBuffer tooLong = ByteBuffer.allocate(longest + 1);
            assertThatThrownBy(() -> queue.send(1, tooLong))
                    .isExactlyInstanceOf(LimitException.class)
                    .hasMessage("msgsnd %s: EINVAL: a message of %d bytes is over kernel.msgmax (now %d): raise it"
                            .formatted(queue, longest + 1, longest));
            assertThatThrownBy(() -> queue.trySend(1, tooLong)).isInstanceOf(LimitException.class);
            assertThat(tooLong.position()).isZero();
            queue.remove();
        }
    }

    @Test
    void fullQueueRefusesWhatDoesNotFitAndTakesWhatDoes() throws IOException {
        try (var queue = SysvQueue.createPrivate()) {
            queue.setMaximumBytes(100);
            queue.send(1, new byte[60]);
            ByteBuffer rest = ByteBuffer.allocate(41);
            assertThat(queue.trySend(1, rest)).isFalse();
            assertThat(rest.position()).isZero();
            assertThatThrownBy(() -> queue.send(1, rest, Duration.ofMillis(1)))
                    .isExactlyInstanceOf(TimedOutException.class)
                    .hasMessage("msgsnd " + queue + ": ETIMEDOUT: no room for 41 bytes within 1 ms");
            assertThat(queue.trySend(1, new byte[40])).isTrue();
            assertThat(queue.trySend(1, new byte[1])).isFalse();
            assertThat(queue.trySend(1, ""))
                    .as("an empty message fits when the bytes are full")
                    .isTrue();
            queue.remove();
        }
    }

    @Test
    void sizeBoundsTheNumberOfMessagesToo() throws IOException {
        try (var queue = SysvQueue.createPrivate()) {
            queue.setMaximumBytes(10);
            int sent = 0;
            while (queue.trySend(1, "")) {
                sent++;
            }
            assertThat(sent).isEqualTo(10);
            queue.remove();
        }
    }

    @Test
    void timeoutOfAReceiverSaysWhatDidNotCome() throws IOException {
        try (var queue = SysvQueue.createPrivate()) {
            assertThatThrownBy(() -> queue.receive(Select.atMost(3), Duration.ofMillis(2)))
                    .isExactlyInstanceOf(TimedOutException.class)
                    .hasMessage("msgrcv " + queue + ": ETIMEDOUT: no message of type at most 3 came within 2 ms");
            queue.remove();
        }
    }

    private static int limit(String name) throws IOException {
        return Integer.parseInt(
                Files.readAllLines(Path.of("/proc/sys/kernel", name)).getFirst());
    }

    /** With limits of its own, so that nobody else meets them. */
    @Test
    void messagesMayBeAsLongAsARaisedLimitAllows() {
        List<String> raised = List.of("kernel.msgmax=300000", "kernel.msgmnb=1000000");
        try (Peer peer = SysvTesting.inOwnNamespace(raised, LongMessages.class)) {
            peer.expect("whole true")
                    .expect("virtual true")
                    .expect("peeked true")
                    .expect("cut 100000")
                    .expectExit(0);
        }
    }

    @Test
    void queuesAreNotSeenFromAnotherNamespace() throws IOException {
        try (var queue = SysvQueue.createPrivate();
                Peer peer = SysvTesting.inOwnNamespace(List.of("kernel.msgmni=1"), Elsewhere.class, queue.id())) {
            peer.expect("NotFoundException");
            peer.expect("msgget sysv-queue:0x00000000: ENOSPC: one more queue is over kernel.msgmni (now 1): raise it");
            peer.expectExit(0);
            queue.remove();
        }
    }

    static final class LongMessages {
        private LongMessages() {}

        static void main(String... args) throws Exception {
            byte[] message = new byte[300_000];
            Arrays.fill(message, (byte) 7);
            var queue = SysvQueue.createPrivate();
            queue.send(1, message);
            System.out.println("whole " + Arrays.equals(message, queue.receive().bytes()));
            Thread receiver = Thread.startVirtualThread(() -> {
                try {
                    System.out.println(
                            "virtual " + Arrays.equals(message, queue.receive().bytes()));
                } catch (IOException e) {
                    e.printStackTrace();
                }
            });
            Await.parked(receiver);
            queue.send(1, message);
            receiver.join();
            queue.send(1, message);
            System.out.println("peeked "
                    + Arrays.equals(message, queue.peek(0).orElseThrow().bytes()));
            ByteBuffer large = ByteBuffer.allocate(100_000);
            queue.receive(Select.any().truncating(), large);
            System.out.println("cut " + large.position());
        }
    }

    static final class Elsewhere {
        private Elsewhere() {}

        static void main(String... args) throws Exception {
            try {
                SysvQueue.ofId(Integer.parseInt(args[0]));
            } catch (IOException e) {
                System.out.println(e.getClass().getSimpleName());
            }
            SysvQueue.createPrivate();
            try {
                SysvQueue.createPrivate();
            } catch (LimitException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
