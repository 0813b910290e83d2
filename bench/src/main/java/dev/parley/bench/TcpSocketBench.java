package dev.parley.bench;

import dev.parley.socket.TcpServer;
import dev.parley.socket.TcpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** TCP over 127.0.0.1, without Nagle's delay. The address is a port; 0 is one of the kernel's choice. */
final class TcpSocketBench extends StreamBench {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final int port;
    private volatile TcpServer server;

    TcpSocketBench(Side side, String address, int size) {
        this.port = Integer.parseInt(address);
    }

    @Override
    public void create() throws IOException {
        server = TcpSocket.listen(address());
    }

    @Override
    public String announcement() {
        return "port=" + server.localAddress().getPort() + "\n";
    }

    @Override
    public void open() throws IOException {
        var socket = server == null ? TcpSocket.connect(address()) : server.accept();
        socket.setNoDelay(true);
        use(socket, socket);
    }

    private InetSocketAddress address() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    @Override
    public void close() {
        super.close();
        if (server != null) {
            server.close();
        }
    }
}
