package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.socket.TcpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code tcp:HOST:PORT}, IPv6 as {@code tcp:[::1]:80}: a stream over one connection. Whoever receives listens and whoever sends
 * connects, unless {@code ?connect} or {@code ?listen} turns it round.
 */
final class TcpScheme extends StreamSocketScheme<TcpSocket> {
    private static final Set<String> OPTIONS =
            Set.of(Options.TIMEOUT, Options.FRAME, StreamSocketScheme.LISTEN, StreamSocketScheme.CONNECT);
    private static final int HIGHEST_PORT = 65_535;

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    Set<String> options() {
        return OPTIONS;
    }

    @Override
    TcpSocket connect(Address address, Optional<Duration> timeout) throws IOException {
        String host = host(address);
        return timeout.isPresent()
                ? TcpSocket.connect(host, port(address), timeout.get())
                : TcpSocket.connect(host, port(address));
    }

    @Override
    TcpSocket accept(Address address, Optional<Duration> timeout) throws IOException {
        try (var server = TcpSocket.listen(new InetSocketAddress(host(address), port(address)))) {
            return timeout.isPresent() ? server.accept(timeout.get()) : server.accept();
        }
    }

    @Override
    Map<String, Object> metadata(TcpSocket socket) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("sender_address", socket.peerAddress().getAddress().getHostAddress());
        metadata.put("sender_port", socket.peerAddress().getPort());
        return metadata;
    }

    @Override
    public Map<String, Object> status(Address address) throws IOException {
        address.allowOptions(Set.of());
        var status = new LinkedHashMap<String, Object>();
        status.put("host", host(address));
        status.put("port", port(address));
        status.put("listening", ListeningSockets.tcp(port(address)));
        return status;
    }

    private static String host(Address address) {
        String rest = address.rest();
        String host = rest.substring(0, Math.max(0, rest.lastIndexOf(':')));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || (!bracketed && host.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("a TCP address is HOST:PORT or [IPV6]:PORT: address=" + address);
        }
        return bracketed ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(Address address) {
        String text = address.rest().substring(address.rest().lastIndexOf(':') + 1);
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("a port is 0 to " + HIGHEST_PORT + ": port=" + text);
    }
}
