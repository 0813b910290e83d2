package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.socket.TcpServer;
import dev.parley.socket.TcpSocket;
import dev.parley.testing.Await;
import dev.parley.testing.CProgram;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TCP conversations between Java and C on the loopback interface. */
class TcpSocketInteropTest extends KilledSocketPeerContract {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @BeforeEach
    void needCompiler() {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
    }

    private static Peer server(Object... arguments) {
        return CProgram.compile("tcp_server").start(arguments);
    }

    private static int port(Peer server) {
        return Integer.parseInt(server.expectStart("ready port="));
    }

    private static Peer client(TcpServer server, String text) {
        return CProgram.compile("tcp_client").start(server.localAddress().getPort(), text);
    }

    @Override
    Connection connection(Side side, String talk) throws IOException {
        if (side == Side.SERVER) {
            Peer server = server(0, talk);
            return new Connection(server, TcpSocket.connect("127.0.0.1", port(server), LONG));
        }
        try (TcpServer server = TcpSocket.listen(ANY_PORT)) {
            return new Connection(client(server, talk), server.accept(LONG));
        }
    }

    /** The server reads until the end of the stream, which only the end of Java's output is. */
    @Test
    void cServerReadsUntilJavaEndsItsOutputAndAnswers() throws IOException {
        try (Peer server = server(0, "Hello from C");
                var socket = TcpSocket.connect("127.0.0.1", port(server), LONG)) {
            socket.write("Hello ");
            Await.processBlockedIn(server.pid(), "read");
            socket.write("from Java");
            socket.shutdownOutput();
            assertThat(socket.readText()).isEqualTo("Hello from C");
            server.expect("Hello from Java").expect("end after 15 bytes").expectExit(0);
        }
    }

    @Test
    void javaServerReadsWhatACProgramWritesAndAnswers() throws IOException {
        try (TcpServer server = TcpSocket.listen(ANY_PORT);
                Peer client = client(server, "Hello from C");
                var socket = server.accept(LONG)) {
            assertThat(socket.readText()).isEqualTo("Hello from C");
            socket.write("Hello from Java");
            socket.shutdownOutput();
            client.expect("sent 12 bytes")
                    .expect("Hello from Java")
                    .expect("end after 15 bytes")
                    .expectExit(0);
        }
    }

    @Test
    void cTalksToCTheSameWay() {
        try (Peer server = server(0, "Hello back");
                Peer client = CProgram.compile("tcp_client").start(port(server), "Hello from C")) {
            client.expect("sent 12 bytes")
                    .expect("Hello back")
                    .expect("end after 10 bytes")
                    .expectExit(0);
            server.expect("Hello from C").expect("end after 12 bytes").expectExit(0);
        }
    }

    @Test
    void cServerThatIsKilledEndsTheStream() throws IOException {
        try (Peer server = server(0);
                var socket = TcpSocket.connect("127.0.0.1", port(server))) {
            Await.processBlockedIn(server.pid(), "read");
            server.kill().exitStatus();
            assertThat(socket.read(ByteBuffer.allocate(1), LONG)).isEqualTo(-1);
            assertThatThrownBy(() -> {
                        for (; ; ) {
                            socket.write("x"); // the first is answered by a reset
                        }
                    })
                    .isInstanceOf(PeerGoneException.class);
            assertThatThrownBy(() -> TcpSocket.connect(socket.peerAddress()))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("ECONNREFUSED");
        }
    }

    @Test
    void cServerThatIsStoppedReadsLater() throws IOException {
        try (Peer server = server(0, "awake");
                var socket = TcpSocket.connect("127.0.0.1", port(server))) {
            Await.processBlockedIn(server.pid(), "read");
            server.stop();
            socket.write("good night");
            socket.shutdownOutput();
            assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(1), Duration.ofMillis(20)))
                    .isInstanceOf(TimedOutException.class);
            server.resume();
            assertThat(socket.readText()).isEqualTo("awake");
        }
    }

    @Test
    void cServerOnAPortThatJavaJustUsedStartsAtOnce() throws IOException {
        InetSocketAddress address;
        try (TcpServer server = TcpSocket.listen(ANY_PORT);
                Peer client = client(server, "x")) {
            address = server.localAddress();
            server.accept(LONG).close();
            client.expect("sent 1 bytes");
        }
        try (Peer server = server(address.getPort());
                var socket = TcpSocket.connect("127.0.0.1", port(server))) {
            assertThat(socket.isOpen()).isTrue();
        }
    }
}
