package dev.parley.examples;

import dev.parley.AlreadyExistsException;
import dev.parley.Credentials;
import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixServer;
import dev.parley.socket.UnixSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Unix sockets: a question and its answer, who is on the other side, many clients at once, and what a dead server leaves.
 *
 * <pre>
 * Hello, socket!
 * Hello, process of the same user!
 * everybody was answered
 * stale: its server has ended
 * taken over
 * </pre>
 */
public final class UnixSocketConversation {
    private UnixSocketConversation() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("desk");
        try {
            hello(folder.resolve("desk.sock"));
            many();
            takeOver(folder.resolve("desk.sock"));
        } finally {
            Files.delete(folder);
        }
    }

    private static void hello(Path path) throws IOException {
        UnixAddress address = UnixAddress.of(path);
        try (var server = UnixSocket.listen(address); // the file has mode 0600
                var client = UnixSocket.connect(address, Duration.ofSeconds(1));
                var peer = server.accept(Duration.ofSeconds(5))) {
            client.write("Hello, socket!");
            client.shutdownOutput(); // the peer reads the end of the stream, and can still answer
            System.out.println(peer.readText());

            Credentials who = peer.credentials(); // pid, uid and gid, from the kernel
            String name = who.uid() == Credentials.own().uid() ? "process of the same user" : "stranger";
            peer.write("Hello, " + name + "!");
            peer.shutdownOutput();
            System.out.println(client.readText());
        }
    }

    private static void many() throws Exception {
        UnixAddress address =
                UnixAddress.abstractName("echo-" + ProcessHandle.current().pid());
        try (var server = UnixSocket.listen(address)) {
            Thread.startVirtualThread(() -> serve(server));
            for (int i = 0; i < 100; i++) {
                try (var client = UnixSocket.connect(address)) {
                    client.write("number " + i);
                    client.shutdownOutput();
                    if (!client.readText().equals("number " + i)) {
                        throw new IllegalStateException("another answer than expected: i=" + i);
                    }
                }
            }
        }
        System.out.println("everybody was answered");
    }

    private static void serve(UnixServer server) {
        try {
            for (; ; ) {
                UnixSocket peer = server.accept();
                Thread.startVirtualThread(() -> echo(peer));
            }
        } catch (ClosedChannelException e) {
            // closing the server ends the loop
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void echo(UnixSocket peer) {
        try (peer) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
            while (peer.read(buffer) >= 0) {
                peer.write(buffer.flip());
                buffer.clear();
            }
        } catch (IOException e) {
            System.err.println(e.getMessage()); // this client's trouble, not the others'
        }
    }

    private static void takeOver(Path path) throws IOException {
        leaveFile(path);
        UnixAddress address = UnixAddress.of(path);
        try (var server = UnixSocket.listen(address)) {
            System.out.println("unexpected: " + server);
        } catch (AlreadyExistsException e) {
            System.out.println(e.getMessage().contains("stale") ? "stale: its server has ended" : "in use");
        }
        var options = UnixServer.Options.DEFAULT.withMode(0660).withTakeOverStale();
        try (var server = UnixSocket.listen(address, options)) {
            System.out.println(server.isOpen() ? "taken over" : "closed");
        }
    }

    /** What a server that was killed leaves; the JDK's leaves it even when it is closed. */
    private static void leaveFile(Path path) throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
    }
}
