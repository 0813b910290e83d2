package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.AlreadyExistsException;
import dev.parley.IpcException;
import dev.parley.PeerGoneException;
import dev.parley.kernel.Errno;
import dev.parley.testing.Background;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TcpServerTest {
    private static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    private static void assumeIpv6() {
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "no IPv6 on this machine");
    }

    @Test
    void portZeroIsOneOfTheKernelsChoosing() throws IOException {
        try (var server = TcpSocket.listen(TcpPair.ANY_PORT)) {
            assertThat(server.localAddress().getPort()).isPositive();
            assertThat(server)
                    .hasToString("tcp:127.0.0.1:" + server.localAddress().getPort());
        }
    }

    @Test
    void takenPortSaysSo() throws IOException {
        try (var server = TcpSocket.listen(TcpPair.ANY_PORT)) {
            int port = server.localAddress().getPort();
            assertThatThrownBy(() -> TcpSocket.listen(server.localAddress()))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessage("bind tcp:127.0.0.1:" + port + ": EADDRINUSE: port " + port
                            + " is taken: ss -tlnp sport = :" + port + " shows by whom");
        }
    }

    @Test
    void portIsFreeAgainWhileItsOldConnectionsLinger() throws IOException {
        InetSocketAddress address;
        try (var server = TcpSocket.listen(TcpPair.ANY_PORT);
                var client = TcpSocket.connect(server.localAddress())) {
            address = server.localAddress();
            server.accept().close(); // who closes first is left in TIME_WAIT
            assertThat(client.readAllBytes()).isEmpty();
        }
        try (var again = TcpSocket.listen(address)) {
            assertThat(again.localAddress()).isEqualTo(address);
        }
    }

    @Test
    void portCanBeSharedByThoseWhoAskForIt() throws IOException {
        var shared = TcpServer.Options.DEFAULT.withReusePort();
        try (var first = TcpSocket.listen(TcpPair.ANY_PORT, shared);
                var _ = TcpSocket.listen(first.localAddress(), shared)) {
            assertThatThrownBy(() -> TcpSocket.listen(first.localAddress())).isInstanceOf(AlreadyExistsException.class);
        }
    }

    @Test
    void addressOfAnotherMachineSaysSo() {
        assertThatThrownBy(() -> TcpSocket.listen(at("192.0.2.1", 0)))
                .isInstanceOf(IpcException.class)
                .hasMessageContaining("EADDRNOTAVAIL: this machine does not have that address");
    }

    @Test
    void ipv6IsSpokenAndShownAsPeopleWriteIt() throws IOException {
        assumeIpv6();
        try (var server = TcpSocket.listen(at("::1", 0));
                var client = TcpSocket.connect("::1", server.localAddress().getPort());
                var accepted = server.accept()) {
            assertThat(client).hasToString("tcp:[::1]:" + server.localAddress().getPort());
            assertThat(accepted.peerAddress()).isEqualTo(client.localAddress());
        }
    }

    @Test
    void dualStackServerTakesBothFamiliesAndShowsIpv4AsSuch() throws IOException {
        assumeIpv6();
        try (var server = TcpSocket.listen(at("::", 0));
                var v4 = TcpSocket.connect("127.0.0.1", server.localAddress().getPort());
                var first = server.accept();
                var _ = TcpSocket.connect("::1", server.localAddress().getPort());
                var second = server.accept()) {
            assertThat(first.peerAddress().getAddress()).isInstanceOf(Inet4Address.class);
            assertThat(first.peerAddress()).isEqualTo(v4.localAddress());
            assertThat(second.toString()).startsWith("tcp:[::1]:");
        }
    }

    @Test
    void withoutDualStackOnlyIpv6IsTaken() throws IOException {
        assumeIpv6();
        try (var server = TcpSocket.listen(at("::", 0), TcpServer.Options.DEFAULT.withoutDualStack());
                var _ = TcpSocket.connect("::1", server.localAddress().getPort());
                var _ = server.accept()) {
            assertThatThrownBy(() ->
                            TcpSocket.connect("127.0.0.1", server.localAddress().getPort()))
                    .isInstanceOf(PeerGoneException.class);
        }
    }

    @Test
    void closedServerRefusesAtOnceAlsoWhileAThreadIsInAccept() throws Exception {
        TcpServer server = TcpSocket.listen(TcpPair.ANY_PORT);
        try (var platform = Background.platform(server::accept).awaitBlocked();
                var virtual = Background.virtual(server::accept).awaitBlocked()) {
            server.close();
            assertThatThrownBy(() -> TcpSocket.connect(server.localAddress())).isInstanceOf(PeerGoneException.class);
            assertThat(platform.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
            assertThat(virtual.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        }
    }

    @Test
    void errorsOfAConnectionThatEndedEarlyAreNotTheServers() {
        assertThat(StreamServer.isOfThatConnection(Errno.ECONNABORTED.result())).isTrue();
        assertThat(StreamServer.isOfThatConnection(Errno.EPROTO.result())).isTrue();
        assertThat(StreamServer.isOfThatConnection(Errno.EMFILE.result())).isFalse();
        assertThat(StreamServer.isOfThatConnection(Errno.EINVAL.result())).isFalse();
        assertThat(StreamServer.isOfThatConnection(-4095)).isFalse();
        assertThat(StreamServer.isOfThatConnection(7)).isFalse();
    }
}
