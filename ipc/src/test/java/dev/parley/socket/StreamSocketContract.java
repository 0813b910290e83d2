package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.Await;
import dev.parley.testing.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What stream sockets of every family promise beyond what any byte stream does. */
abstract class StreamSocketContract {
    /**
     * A connection.
     *
     * @param client the side that connected
     * @param accepted the other
     */
    record Sides(StreamSocket client, StreamSocket accepted) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            accepted.close();
        }
    }

    abstract Sides open() throws IOException;

    @Test
    void endedOutputIsTheEndOfTheStreamAndTheOtherDirectionGoesOn() throws IOException {
        try (Sides sides = open()) {
            sides.client().write("question");
            sides.client().shutdownOutput();
            assertThat(sides.accepted().readText()).isEqualTo("question");
            sides.accepted().write("answer");
            sides.accepted().shutdownOutput();
            assertThat(sides.client().readText()).isEqualTo("answer");
        }
    }

    @Test
    void writingAfterTheOutputWasEndedIsRefused() throws IOException {
        try (Sides sides = open()) {
            StreamSocket socket = sides.client();
            socket.shutdownOutput();
            socket.shutdownOutput();
            ByteBuffer buffer = ByteBuffer.allocate(1);
            assertThatThrownBy(() -> socket.write(buffer)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> socket.write(buffer, Duration.ZERO)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> socket.tryWrite(buffer)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> socket.write(new ByteBuffer[] {buffer}))
                    .isInstanceOf(ClosedChannelException.class);
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void endingTheOutputWakesAWriterThatWaits() throws Exception {
        try (Sides sides = open();
                var platform = Background.platform(() -> sides.client().write(ByteBuffer.allocate(64 << 20)))) {
            Await.blockedIn(platform.tid(), "sendto", "poll"); // not in the loading of a class, say
            sides.client().shutdownOutput();
            assertThat(platform.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        }
        try (Sides sides = open();
                var virtual = Background.virtual(() -> sides.client().write(ByteBuffer.allocate(64 << 20)))) {
            virtual.awaitBlocked();
            sides.client().shutdownOutput();
            assertThat(virtual.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        }
    }

    @Test
    void endingTheInputWakesAReaderThatWaits() throws Exception {
        try (Sides sides = open();
                var platform = Background.platform(() -> sides.client().read(ByteBuffer.allocate(1)));
                var virtual = Background.virtual(() -> sides.client().read(ByteBuffer.allocate(1)))) {
            platform.awaitBlocked();
            virtual.awaitBlocked();
            sides.client().shutdownInput();
            assertThat(platform.result()).isEqualTo(-1);
            assertThat(virtual.result()).isEqualTo(-1);
        }
    }

    @Test
    void whatHasArrivedCanBeReadAfterTheInputWasEnded() throws IOException {
        try (Sides sides = open()) {
            sides.client().write("hello");
            sides.accepted().read(ByteBuffer.allocate(1)); // it has arrived
            sides.accepted().shutdownInput();
            assertThat(sides.accepted().readText()).isEqualTo("ello");
        }
    }

    @Test
    void bothDirectionsAtOnceCarryMegabytesInOrder() throws Exception {
        byte[] there = new byte[5 << 20];
        byte[] back = new byte[3 << 20];
        new Random(1).nextBytes(there);
        new Random(2).nextBytes(back);
        try (Sides sides = open();
                var a = Background.virtual(() -> writeAndEnd(sides.client(), there));
                var b = Background.platform(() -> writeAndEnd(sides.accepted(), back));
                var c = Background.platform(sides.client()::readAllBytes)) {
            assertThat(sides.accepted().readAllBytes()).isEqualTo(there);
            assertThat(c.result()).isEqualTo(back);
            a.result();
            b.result();
        }
    }

    private static Object writeAndEnd(StreamSocket socket, byte[] bytes) throws IOException {
        socket.write(bytes);
        socket.shutdownOutput();
        return bytes;
    }

    @Test
    void closingIsTheEndOfTheStreamForThePeer() throws IOException {
        try (Sides sides = open()) {
            sides.client().write("last words");
            sides.client().close();
            assertThat(sides.accepted().readText()).isEqualTo("last words");
        }
    }

    @Test
    void bufferSizesAreWhatTheKernelMadeOfThem() throws IOException {
        try (Sides sides = open()) {
            StreamSocket socket = sides.client();
            assertThat(socket.setSendBufferSize(20_000)).isEqualTo(40_000).isEqualTo(socket.sendBufferSize());
            assertThat(socket.setReceiveBufferSize(30_000)).isEqualTo(60_000).isEqualTo(socket.receiveBufferSize());
            assertThatThrownBy(() -> socket.setSendBufferSize(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> socket.setReceiveBufferSize(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingWorksOnceClosed() throws IOException {
        try (Sides sides = open()) {
            StreamSocket socket = sides.client();
            socket.close();
            assertThat(socket.isOpen()).isFalse();
            assertThatThrownBy(socket::shutdownInput).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(socket::shutdownOutput).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(socket::sendBufferSize).isInstanceOf(ClosedChannelException.class);
        }
    }
}
