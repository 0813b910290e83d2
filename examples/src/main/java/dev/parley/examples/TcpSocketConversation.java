package dev.parley.examples;

import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.socket.TcpServer;
import dev.parley.socket.TcpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * TCP: a message and the end of the stream, questions and answers over one connection, and the ways it fails.
 *
 * <pre>
 * Hello, TCP!
 * 3 answers
 * the peer is silent
 * nobody listens on that port
 * </pre>
 */
public final class TcpSocketConversation {
    private static final int QUESTIONS = 3;

    private TcpSocketConversation() {}

    public static void main(String[] arguments) throws Exception {
        hello();
        questions();
        failures();
    }

    private static void hello() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0); // 0: the kernel chooses the port
        try (var server = TcpSocket.listen(loopback);
                var client =
                        TcpSocket.connect("localhost", server.localAddress().getPort(), Duration.ofSeconds(1));
                var peer = server.accept(Duration.ofSeconds(5))) {
            client.write("Hello, TCP!");
            client.shutdownOutput(); // what a server that reads until the end of the stream waits for
            System.out.println(peer.readText());
        }
    }

    private static void questions() throws Exception {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = TcpSocket.listen(loopback, TcpServer.Options.DEFAULT.withBacklog(16));
                var client = TcpSocket.connect(server.localAddress())) {
            Thread answering = Thread.startVirtualThread(() -> answer(server));
            client.setNoDelay(true); // small pieces are sent at once
            client.setKeepAlive(new TcpSocket.KeepAlive(Duration.ofSeconds(30), Duration.ofSeconds(5), 3));
            ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
            int answers = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                client.write(number.clear().putInt(0, i));
                answers += readWhole(client, number.clear()) ? 1 : 0;
            }
            client.shutdownOutput();
            answering.join();
            System.out.println(answers + " answers");
        }
    }

    private static void answer(TcpServer server) {
        try (var peer = server.accept()) {
            peer.setNoDelay(true);
            ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
            while (readWhole(peer, number.clear())) {
                peer.write(number.putInt(0, number.getInt(0) + 1).flip());
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    /** A stream has no messages: one write may arrive in several reads. */
    private static boolean readWhole(TcpSocket socket, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer, Duration.ofSeconds(5)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void failures() throws IOException {
        TcpServer server = TcpSocket.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (var client = TcpSocket.connect(server.localAddress())) {
            try {
                client.read(ByteBuffer.allocate(1), Duration.ofMillis(10));
            } catch (TimedOutException e) {
                System.out.println("the peer is silent");
            }
            server.close();
            try {
                TcpSocket.connect(server.localAddress(), Duration.ofSeconds(1)).close();
            } catch (PeerGoneException e) {
                System.out.println("nobody listens on that port");
            }
        }
    }
}
