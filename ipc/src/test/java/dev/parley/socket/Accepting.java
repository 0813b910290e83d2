package dev.parley.socket;

import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Accepting while nobody connects. */
abstract class Accepting implements Situation {
    private final StreamServer<?> server;
    private final List<StreamSocket> clients = new ArrayList<>();

    Accepting(StreamServer<?> server) {
        this.server = server;
    }

    abstract StreamSocket connect() throws IOException;

    @Override
    public final Object call() throws IOException {
        return accepted(server.accept());
    }

    @Override
    public final Object call(Duration timeout) throws IOException {
        return accepted(server.accept(timeout));
    }

    private static Object accepted(StreamSocket socket) {
        socket.close();
        return socket;
    }

    @Override
    public final synchronized void unblock() throws IOException {
        clients.add(connect());
    }

    @Override
    public final void closeHandle() {
        server.close();
    }

    @Override
    public final synchronized void close() {
        server.close();
        clients.forEach(StreamSocket::close);
    }
}
