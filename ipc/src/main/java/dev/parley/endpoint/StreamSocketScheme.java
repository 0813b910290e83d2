package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.ByteStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Unix and TCP addresses have in common: one connection, made or awaited, that carries a stream. */
abstract class StreamSocketScheme<S extends ByteStream> implements Scheme {
    static final String LISTEN = "listen";
    static final String CONNECT = "connect";

    abstract Set<String> options();

    abstract S connect(Address address, Optional<Duration> timeout) throws IOException;

    /** Listens until somebody connects, and no longer: others are refused then instead of kept waiting. */
    abstract S accept(Address address, Optional<Duration> timeout) throws IOException;

    /** What to tell about whatever comes from this connection. */
    abstract Map<String, Object> metadata(S socket) throws IOException;

    @Override
    public final Sending openSending(Address address) throws IOException {
        var options = StreamOptions.of(address);
        S socket = open(address, address.has(LISTEN), options.timeout());
        return StreamEnds.sending(socket, options, StreamEnds.Ending.NONE);
    }

    @Override
    public final Receiving openReceiving(Address address) throws IOException {
        var options = StreamOptions.of(address);
        S socket = open(address, !address.has(CONNECT), options.timeout());
        try {
            return StreamEnds.receiving(socket, options, metadata(socket), StreamEnds.Ending.NONE);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private S open(Address address, boolean listen, Optional<Duration> timeout) throws IOException {
        address.allowOptions(options());
        if (address.has(LISTEN) && address.has(CONNECT)) {
            throw new IllegalArgumentException("a socket listens or connects, not both: address=" + address);
        }
        return listen ? accept(address, timeout) : connect(address, timeout);
    }
}
