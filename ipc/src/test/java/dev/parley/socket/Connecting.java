package dev.parley.socket;

import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connecting to a server whose backlog is full. */
abstract class Connecting implements Situation {
    private final StreamServer<?> server;
    private final List<StreamSocket> sockets = new ArrayList<>();

    /** @param server with a backlog of 0, which is room for one connection */
    Connecting(StreamServer<?> server) throws IOException {
        this.server = server;
        sockets.add(connect());
    }

    abstract StreamSocket connect() throws IOException;

    abstract StreamSocket connect(Duration timeout) throws IOException;

    @Override
    public final Object call() throws IOException {
        return connected(connect());
    }

    @Override
    public final Object call(Duration timeout) throws IOException {
        return connected(connect(timeout));
    }

    private synchronized Object connected(StreamSocket socket) {
        sockets.add(socket);
        return socket;
    }

    @Override
    public final void unblock() throws IOException {
        connected(server.accept());
    }

    @Override
    public final void closeHandle() {
        throw new IllegalStateException("there is nothing to close before the connection is made");
    }

    @Override
    public final boolean isClosable() {
        return false;
    }

    @Override
    public final synchronized void close() {
        server.close();
        sockets.forEach(StreamSocket::close);
    }
}
