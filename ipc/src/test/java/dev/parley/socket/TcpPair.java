package dev.parley.socket;

import dev.parley.contract.Ends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Both sides of a TCP connection on the loopback interface.
 *
 * @param client the side that connected
 * @param accepted the side that was accepted; its server is closed
 */
record TcpPair(TcpSocket client, TcpSocket accepted) implements AutoCloseable {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    static TcpPair open() throws IOException {
        try (TcpServer server = TcpSocket.listen(ANY_PORT)) {
            TcpSocket client = TcpSocket.connect(server.localAddress());
            return new TcpPair(client, server.accept());
        }
    }

    Ends ends() {
        return new Ends(accepted, client);
    }

    @Override
    public void close() {
        client.close();
        accepted.close();
    }
}
