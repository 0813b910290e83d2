package dev.parley.socket;

import dev.parley.contract.Ends;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Both sides of a Unix connection, without a file.
 *
 * @param client the side that connected
 * @param accepted the side that was accepted; its server is closed
 */
record UnixPair(UnixSocket client, UnixSocket accepted) implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    static UnixPair open() throws IOException {
        UnixAddress name = freeName();
        try (UnixServer server = UnixSocket.listen(name)) {
            UnixSocket client = UnixSocket.connect(name);
            return new UnixPair(client, server.accept());
        }
    }

    /** An abstract name that nobody else has. */
    static UnixAddress freeName() {
        return UnixAddress.abstractName("parley-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
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
