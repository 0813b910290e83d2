package dev.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.PermissionException;
import dev.parley.RemovedException;
import dev.parley.contract.BlockingContract.Kind;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Background;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Removal under somebody's feet, and what other users may do. */
class SysvQueueRemovalTest {
    @ParameterizedTest
    @EnumSource
    void removalWakesAReceiver(Kind kind) throws Exception {
        try (var queue = SysvQueue.createPrivate()) {
            assertRemovalWakes(kind, queue, queue::receive, "msgrcv");
        }
    }

    @ParameterizedTest
    @EnumSource
    void removalWakesASender(Kind kind) throws Exception {
        try (var queue = SysvQueue.createPrivate()) {
            queue.setMaximumBytes(1);
            queue.send(1, "x");
            Callable<Object> send = () -> {
                queue.send(1, "y");
                return queue;
            };
            assertRemovalWakes(kind, queue, send, "msgsnd");
        }
    }

    private static void assertRemovalWakes(Kind kind, SysvQueue queue, Callable<?> operation, String call)
            throws Exception {
        try (Background<?> waiter =
                kind == Kind.PLATFORM ? Background.platform(operation) : Background.virtual(operation)) {
            SysvTesting.awaitInKernel(waiter, call);
            SysvQueue.ofId(queue.id()).remove();
            assertThat(waiter.failure())
                    .isExactlyInstanceOf(RemovedException.class)
                    .hasMessage(call + " " + queue + ": EIDRM: the queue was removed");
        }
    }

    /** Also when no helper has taken the wait over yet. */
    @Test
    void closeTellsAVirtualWaiterThatItCameMeanwhile() throws Exception {
        for (int i = 0; i < SysvTesting.ROUNDS; i++) {
            var queue = SysvQueue.createPrivate();
            try (var other = SysvQueue.ofId(queue.id());
                    var waiter = Background.virtual(queue::receive)) {
                waiter.awaitBlocked();
                queue.close();
                assertThat(waiter.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
                other.remove();
            }
        }
    }

    @Test
    void othersMayDoWhatTheModeSays() throws IOException {
        try (var queue = SysvQueue.createPrivate();
                Peer peer = SysvTesting.asNobody(Stranger.class, queue.id())) {
            queue.send(1, "secret");
            peer.say("go");
            for (String call : new String[] {"msgsnd EACCES", "msgrcv EACCES", "msgctl EACCES", "msgctl EPERM"}) {
                peer.expect(call);
            }
            queue.setMode(0606);
            peer.say("go").expect("sent").expect("secret").expect("1 messages").expect("msgctl EPERM");
            peer.expectExit(0);
            assertThat(queue.status().lastSender()).isEqualTo((int) peer.pid());
            queue.remove();
        }
    }

    static final class Stranger {
        private Stranger() {}

        static void main(String... args) throws Exception {
            var queue = SysvQueue.ofId(Integer.parseInt(args[0]));
            for (int i = 0; i < 2; i++) {
                while (System.in.read() != '\n') {
                    continue;
                }
                attempt(() -> {
                    queue.send(1, "from nobody");
                    return "sent";
                });
                attempt(() -> queue.receive().text());
                attempt(() -> queue.status().messages() + " messages");
                attempt(() -> {
                    queue.remove();
                    return "removed";
                });
            }
        }

        private static void attempt(Callable<String> call) throws Exception {
            try {
                System.out.println(call.call());
            } catch (PermissionException e) {
                System.out.println(e.operation() + " " + e.errno());
            }
        }
    }
}
