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

    private static final int LITTLE = 32 * 1024;

    static TcpPair open() throws IOException {
        try (TcpServer server = TcpSocket.listen(ANY_PORT)) {
            TcpSocket client = TcpSocket.connect(server.localAddress());
            return new TcpPair(client, server.accept());
        }
    }

    /** With room for little in between: unasked, the kernel would let it grow to many megabytes. */
    Ends ends() throws IOException {
        client.setSendBufferSize(LITTLE);
        accepted.setReceiveBufferSize(LITTLE);
        return new Ends(accepted, client);
    }

    @Override
    public void close() {
        client.close();
        accepted.close();
    }
}
