package dev.parley.bench;

import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixServer;
import dev.parley.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;

/** A Unix stream socket. The address is {@code PATH} or {@code @NAME}. */
final class UnixSocketBench extends StreamBench {
    private final UnixAddress address;
    private volatile UnixServer server;

    UnixSocketBench(Side side, String address, int size) {
        this.address = address.startsWith("@")
                ? UnixAddress.abstractName(address.substring(1))
                : UnixAddress.of(Path.of(address));
    }

    @Override
    public void create() throws IOException {
        server = UnixSocket.listen(address);
    }

    @Override
    public void open() throws IOException {
        var socket = server == null ? UnixSocket.connect(address) : server.accept();
        use(socket, socket);
    }

    @Override
    public void close() {
        super.close();
        if (server != null) {
            server.close();
        }
    }
}
