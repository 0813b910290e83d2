package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.Credentials;
import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Files;
import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixServer;
import dev.parley.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code unix:PATH} and {@code unix:@NAME}: a stream over one connection. Whoever receives listens and whoever sends connects,
 * unless {@code ?connect} or {@code ?listen} turns it round. A listener takes over a socket file that nobody uses any more.
 */
final class UnixScheme extends StreamSocketScheme<UnixSocket> {
    private static final String TYPE = "type";
    private static final Set<String> OPTIONS = Set.of(
            Options.MODE, Options.TIMEOUT, Options.FRAME, StreamSocketScheme.LISTEN, StreamSocketScheme.CONNECT, TYPE);

    @Override
    public String name() {
        return "unix";
    }

    @Override
    Set<String> options() {
        return OPTIONS;
    }

    @Override
    UnixSocket connect(Address address, Optional<Duration> timeout) throws IOException {
        UnixAddress name = socketAddress(address);
        return timeout.isPresent() ? UnixSocket.connect(name, timeout.get()) : UnixSocket.connect(name);
    }

    @Override
    UnixSocket accept(Address address, Optional<Duration> timeout) throws IOException {
        var options = UnixServer.Options.DEFAULT.withMode(Options.mode(address)).withTakeOverStale();
        try (var server = UnixSocket.listen(socketAddress(address), options)) {
            return timeout.isPresent() ? server.accept(timeout.get()) : server.accept();
        }
    }

    @Override
    Map<String, Object> metadata(UnixSocket socket) throws IOException {
        Credentials peer = socket.credentials();
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("sender_pid", peer.pid());
        metadata.put("sender_uid", peer.uid());
        metadata.put("sender_gid", peer.gid());
        return metadata;
    }

    @Override
    public void remove(Address address) throws IOException {
        address.allowOptions(Set.of());
        UnixAddress name = socketAddress(address);
        if (name.path().isEmpty()) {
            throw new UnsupportedVerbException("rm", address, "an abstract name goes when its socket is closed");
        }
        String path = name.path().get().toString();
        Files.Result<Files.Stat> stat = Files.lstat(path);
        Failures.check(stat.error(), "stat", name);
        if (!stat.value().is(Files.S_IFSOCK)) {
            throw IpcException.of("unlink", name, Errno.ENOTSOCK.result(), "the file exists and is not a socket");
        }
        Failures.check(Files.unlink(path), "unlink", name);
    }

    @Override
    public Map<String, Object> status(Address address) throws IOException {
        address.allowOptions(Set.of());
        UnixAddress name = socketAddress(address);
        Map<String, Object> status = new LinkedHashMap<>();
        if (name.path().isPresent()) {
            status.putAll(FileStatus.of(name.path().get(), name));
        } else {
            status.put("name", address.rest());
        }
        status.put("listening", ListeningSockets.unix(address.rest()));
        return status;
    }

    private static UnixAddress socketAddress(Address address) {
        String type = address.option(TYPE).orElse("stream");
        if (!type.equals("stream")) {
            throw new IllegalArgumentException("the socket types there are: stream: type=" + type);
        }
        String rest = address.rest();
        if (rest.isEmpty() || rest.equals("@")) {
            throw new IllegalArgumentException("a socket has a path or a @name: address=" + address);
        }
        return rest.startsWith("@") ? UnixAddress.abstractName(rest.substring(1)) : UnixAddress.of(Path.of(rest));
    }
}
