package dev.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.SysvKey;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Await;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs and one queue. */
class SysvQueueProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void requestAndReplyShareOneQueueByType() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var queue = SysvQueue.create(key);
                Peer _ = ChildJvm.running(Echo.class).args(key.value()).start()) {
            for (int i = 0; i < 100; i++) {
                queue.send(1, "ping " + i);
                assertThat(queue.receive(Select.type(2), LONG).text()).isEqualTo("ping " + i);
            }
            queue.remove();
        }
    }

    @Test
    void receiverThatWasStoppedGetsWhatWasSentMeanwhile() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var queue = SysvQueue.create(key);
                Peer peer = ChildJvm.running(Echo.class).args(key.value()).start()) {
            queue.send(1, "warm up");
            queue.receive(Select.type(2), LONG);
            for (int i = 0; i < SysvTesting.KILLS; i++) {
                peer.stop();
                queue.send(1, "sent to a sleeper");
                assertThat(queue.tryReceive(Select.type(2))).isEmpty();
                peer.resume();
                assertThat(queue.receive(Select.type(2), LONG).text()).isEqualTo("sent to a sleeper");
            }
            queue.remove();
        }
    }

    @Test
    void whatAKilledSenderSentArrivesWholeAndInOrder() throws IOException {
        for (int i = 0; i < SysvTesting.KILLS; i++) {
            SysvKey key = SysvTesting.key(folder);
            try (var queue = SysvQueue.create(key);
                    Peer peer =
                            ChildJvm.running(Numbers.class).args(key.value()).start()) {
                long expected = 0;
                for (int wanted = ThreadLocalRandom.current().nextInt(1, 500); expected < wanted; expected++) {
                    assertThat(number(queue.receive(Select.any(), LONG))).isEqualTo(expected);
                }
                peer.kill().exitStatus();
                var next = queue.tryReceive(Select.any());
                for (; next.isPresent(); next = queue.tryReceive(Select.any())) {
                    assertThat(number(next.get())).isEqualTo(expected++);
                }
                queue.remove();
            }
        }
    }

    @Test
    void receiverThatIsKilledWhileItWaitsTakesNothing() throws IOException {
        for (int i = 0; i < SysvTesting.KILLS; i++) {
            SysvKey key = SysvTesting.key(folder);
            try (var queue = SysvQueue.create(key);
                    Peer peer = ChildJvm.running(Echo.class).args(key.value()).start()) {
                queue.send(1, "there?");
                queue.receive(Select.type(2), LONG);
                peer.kill().exitStatus();
                queue.send(1, "nobody took it");
                assertThat(queue.tryReceive(Select.type(1)).map(SysvMessage::text))
                        .contains("nobody took it");
                queue.remove();
            }
        }
    }

    @Test
    void removalIsNoticedInAnotherProcess() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var queue = SysvQueue.create(key);
                Peer peer = ChildJvm.running(Echo.class).args(key.value()).start()) {
            queue.send(1, "there?");
            queue.receive(Select.type(2), LONG);
            queue.remove();
            assertThat(peer.exitStatus()).isEqualTo(1);
            Await.until("the reason", () -> peer.errors().contains("RemovedException"));
        }
    }

    private static long number(SysvMessage message) {
        assertThat(message.size()).isEqualTo(Numbers.SIZE);
        return message.buffer().getLong();
    }

    /** Sends every message of type 1 back as type 2. */
    static final class Echo {
        private Echo() {}

        static void main(String... args) throws Exception {
            try (var queue = SysvQueue.open(SysvKey.of(Integer.parseInt(args[0])))) {
                for (; ; ) {
                    queue.send(2, queue.receive(Select.type(1)).bytes());
                }
            }
        }
    }

    /** Sends 0, 1, 2... for as long as it lives. */
    static final class Numbers {
        static final int SIZE = 100;

        private Numbers() {}

        static void main(String... args) throws Exception {
            ByteBuffer message = ByteBuffer.allocate(SIZE);
            try (var queue = SysvQueue.open(SysvKey.of(Integer.parseInt(args[0])))) {
                for (long i = 0; ; i++) {
                    queue.send(1, message.clear().putLong(0, i));
                }
            }
        }
    }
}
