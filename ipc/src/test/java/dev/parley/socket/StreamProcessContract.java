package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.LeakCheck;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Two JVMs and a connection, and what happens when one of them dies or sleeps. */
abstract class StreamProcessContract {
    private static final int KILLS = Integer.getInteger("parley.kills", 10);
    private static final int ROUNDS = Integer.getInteger("parley.rounds", 50);

    /** Where a server may listen, as {@link Peers} takes it. */
    abstract String freeAddress() throws IOException;

    private static Peer start(Class<?> main, String address) {
        return ChildJvm.running(main).args(address).start();
    }

    private static boolean answers(StreamSocket socket, long number) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(Peers.RECORD);
        socket.write(record.putLong(0, number), Peers.LONG);
        return Peers.readFully(socket, record.clear()) && record.getLong(0) == number;
    }

    @Test
    void clientInAnotherProcessIsAnswered() throws IOException {
        try (var server = Peers.listen(freeAddress());
                Peer peer = start(Peers.Echo.class, Peers.addressOf(server));
                var socket = server.accept(Peers.LONG)) {
            for (int i = 0; i < 100; i++) {
                assertThat(answers(socket, i)).isTrue();
            }
            socket.shutdownOutput();
            assertThat(socket.readAllBytes()).isEmpty();
            peer.expectExit(0);
        }
    }

    @Test
    void serverInAnotherProcessTalksToManyAtOnce() throws IOException {
        try (Peer peer = start(Peers.Server.class, freeAddress())) {
            String address = peer.expectStart("ready ");
            var sockets = new ArrayList<StreamSocket>();
            for (int i = 0; i < 20; i++) {
                sockets.add(Peers.connect(address));
            }
            for (StreamSocket socket : sockets) {
                assertThat(answers(socket, 7)).isTrue();
                socket.close();
            }
        }
    }

    @Test
    void whatAKilledWriterWroteArrivesInOrderAndThenTheStreamEnds() throws IOException {
        try (var server = Peers.listen(freeAddress())) {
            for (int i = 0; i < KILLS; i++) {
                try (Peer peer = start(Peers.Numbers.class, Peers.addressOf(server));
                        var socket = server.accept(Peers.LONG)) {
                    ByteBuffer record = ByteBuffer.allocate(Peers.RECORD);
                    long expected = 0;
                    for (int wanted = ThreadLocalRandom.current().nextInt(1, 5_000); expected < wanted; expected++) {
                        assertThat(Peers.readFully(socket, record.clear())).isTrue();
                        assertThat(record.getLong(0)).isEqualTo(expected);
                    }
                    peer.kill();
                    while (Peers.readFully(socket, record.clear())) {
                        assertThat(record.getLong(0)).isEqualTo(expected++);
                    }
                    assertThat(record.position()).as("bytes of a last record").isLessThan(Peers.RECORD);
                }
            }
        }
    }

    @Test
    void killedPeerIsAnEndOrAnErrorNeverAHang() throws IOException {
        try (var server = Peers.listen(freeAddress())) {
            for (int i = 0; i < KILLS; i++) {
                try (Peer peer = start(Peers.Echo.class, Peers.addressOf(server));
                        var socket = server.accept(Peers.LONG)) {
                    int killedAfter = ThreadLocalRandom.current().nextInt(1, 300);
                    long answered = 0;
                    try {
                        while (answers(socket, answered)) {
                            if (++answered == killedAfter) {
                                peer.kill();
                            }
                        }
                    } catch (PeerGoneException e) {
                        assertThat(e.errno()).isIn("EPIPE", "ECONNRESET");
                    }
                    assertThat(answered).isGreaterThanOrEqualTo(killedAfter);
                }
            }
        }
    }

    @Test
    void killedServerIsNoticedAndNobodyListensThereAnyMore() throws IOException {
        for (int i = 0; i < KILLS; i++) {
            try (Peer peer = start(Peers.Server.class, freeAddress())) {
                String address = peer.expectStart("ready ");
                try (var socket = Peers.connect(address)) {
                    assertThat(answers(socket, 1)).isTrue();
                    peer.kill();
                    assertThat(socket.read(ByteBuffer.allocate(1), Peers.LONG)).isEqualTo(-1);
                }
                peer.exitStatus();
                assertThatThrownBy(() -> Peers.connect(address)).isInstanceOf(PeerGoneException.class);
            }
        }
    }

    @Test
    void stoppedPeerIsWaitedForAndAnswersLater() throws IOException {
        try (var server = Peers.listen(freeAddress());
                Peer peer = start(Peers.Echo.class, Peers.addressOf(server));
                var socket = server.accept(Peers.LONG)) {
            for (int i = 0; i < KILLS; i++) {
                assertThat(answers(socket, i)).isTrue();
                peer.stop();
                socket.write("x");
                assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(1), Duration.ofMillis(5)))
                        .isInstanceOf(TimedOutException.class);
                peer.resume();
                assertThat(socket.read(ByteBuffer.allocate(1), Peers.LONG)).isOne();
            }
        }
    }

    @Test
    void roundsOfConnectingTalkingAndClosingLeaveNothing() throws Exception {
        round();
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < ROUNDS; i++) {
                round();
            }
        }
    }

    private void round() throws Exception {
        try (var server = Peers.listen(freeAddress());
                var client = Peers.connect(Peers.addressOf(server));
                var accepted = server.accept()) {
            client.write("question");
            client.shutdownOutput();
            assertThat(accepted.readText()).isEqualTo("question");
            Thread answering = Thread.ofVirtual().unstarted(() -> {
                try {
                    accepted.write("answer");
                    accepted.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            answering.start();
            assertThat(client.readText()).isEqualTo("answer");
            answering.join();
        }
    }

    @Test
    void withoutADescriptorLeftWhoeverConnectedStaysInTheBacklog() throws IOException {
        var command = new ArrayList<String>();
        command.add("prlimit");
        command.add("--nofile=100");
        command.addAll(
                ChildJvm.running(Peers.Exhausted.class).args(freeAddress()).command());
        try (Peer peer = Peer.start(new ProcessBuilder(command))) {
            for (int i = 0; i < 4; i++) {
                assertThat(peer.expectStart("accept4 "))
                        .contains("EMFILE: this process has too many open descriptors")
                        .endsWith("whoever connected stays in the backlog");
            }
            peer.expect("kept").expectExit(0);
        }
    }
}
