package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ByteStream;
import dev.parley.PeerGoneException;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import dev.parley.testing.Peer;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection whose other side is a C program that is killed at a random moment. */
abstract class KilledSocketPeerContract {
    private static final int KILLED = 128 + 9;

    /** What the C program is. */
    enum Side {
        CLIENT,
        SERVER
    }

    /** A C program, and this side's end of the connection to it. */
    record Connection(Peer peer, ByteStream socket) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (peer) {
                socket.close();
            }
        }
    }

    /** Connects with a C program that does what {@code talk}, an argument of it, says. */
    abstract Connection connection(Side side, String talk) throws IOException;

    private interface Round {
        void play() throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void killedWriterLeavesABeginningOfWhatItSentAndTheEnd(Side side) throws Exception {
        repeat(() -> {
            try (var connection = connection(side, "--records")) {
                var heard = new Records();
                heard.read(connection.socket()); // so that it is killed in the middle
                try (var killer = Rounds.killer(connection.peer())) {
                    while (heard.read(connection.socket()) >= 0) {}
                    killer.result();
                }
                assertThat(heard.bytes()).isPositive();
                connection.peer().expectExit(KILLED);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void killedPeerEndsReadingAndWritingAndEchoedNothingWrong(Side side) throws Exception {
        repeat(() -> {
            try (var connection = connection(side, "--echo");
                    var sender = new Sender(connection.socket())) {
                var heard = new Records();
                heard.read(connection.socket());
                try (var killer = Rounds.killer(connection.peer())) {
                    readToTheEndOrAReset(heard, connection.socket());
                    killer.result();
                }
                sender.expectPeerGone();
                assertThat(heard.bytes()).isBetween(1L, sender.sent.bytes());
                connection.peer().expectExit(KILLED);
            }
        });
    }

    /** The kernel resets the connection when the killed process had not read everything. */
    private static void readToTheEndOrAReset(Records heard, ByteStream socket) throws IOException {
        try {
            while (heard.read(socket) >= 0) {}
        } catch (PeerGoneException e) {
            assertThat(e.errno()).isEqualTo("ECONNRESET");
        }
    }

    private static void repeat(Round round) throws Exception {
        round.play();
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < Rounds.KILLS; i++) {
                round.play();
            }
        }
    }

    /** Writes records on a thread of its own until that fails. */
    private static final class Sender implements AutoCloseable {
        final Records sent = new Records();
        private final Background<Object> thread;

        Sender(ByteStream socket) {
            thread = Background.platform(() -> {
                for (; ; ) {
                    sent.write(socket);
                }
            });
        }

        void expectPeerGone() {
            assertThat(thread.failure())
                    .isInstanceOfSatisfying(
                            PeerGoneException.class, e -> assertThat(e.errno()).isIn("EPIPE", "ECONNRESET"));
        }

        @Override
        public void close() {
            thread.close();
        }
    }
}
