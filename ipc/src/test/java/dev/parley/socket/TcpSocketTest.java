package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.NotFoundException;
import dev.parley.PeerGoneException;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TcpSocketTest extends StreamSocketContract {
    @Override
    Sides open() throws IOException {
        TcpPair pair = TcpPair.open();
        return new Sides(pair.client(), pair.accepted());
    }

    /** A loopback port that nobody listens on. */
    private static InetSocketAddress deadPort() throws IOException {
        try (TcpServer server = TcpSocket.listen(TcpPair.ANY_PORT)) {
            return server.localAddress();
        }
    }

    @Test
    void addressesOfBothSidesMirrorEachOther() throws IOException {
        try (var pair = TcpPair.open()) {
            assertThat(pair.client().localAddress()).isEqualTo(pair.accepted().peerAddress());
            assertThat(pair.client().peerAddress()).isEqualTo(pair.accepted().localAddress());
            assertThat(pair.client())
                    .hasToString(
                            "tcp:127.0.0.1:" + pair.accepted().localAddress().getPort());
        }
    }

    @Test
    void portThatNobodyListensOnSaysSo() throws IOException {
        InetSocketAddress address = deadPort();
        assertThatThrownBy(() -> TcpSocket.connect(address))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage(
                        "connect tcp:127.0.0.1:" + address.getPort() + ": ECONNREFUSED: nobody listens on that port");
        try (var virtual = Background.virtual(() -> TcpSocket.connect(address, Duration.ofHours(1)))) {
            assertThat(virtual.failure()).isInstanceOf(PeerGoneException.class);
        }
    }

    @Test
    void allAddressesOfANameAreTried() throws IOException {
        try (var server = TcpSocket.listen(TcpPair.ANY_PORT);
                var client =
                        TcpSocket.connect("localhost", server.localAddress().getPort(), Duration.ofSeconds(30))) {
            assertThat(client.peerAddress().getAddress().isLoopbackAddress()).isTrue();
        }
        int dead = deadPort().getPort();
        InetAddress[] addresses = InetAddress.getAllByName("localhost");
        assertThatThrownBy(() -> TcpSocket.connect("localhost", dead))
                .isInstanceOf(PeerGoneException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(addresses.length > 1 ? 1 : 0));
    }

    @Test
    void nameWithoutAnAddressSaysSo() {
        assertThatThrownBy(() -> TcpSocket.connect("no-such-host.invalid", 80))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("getaddrinfo tcp:no-such-host.invalid:80: EAI_NONAME: the name has no address");
        assertThatThrownBy(() -> TcpSocket.connect(InetSocketAddress.createUnresolved("no-such-host.invalid", 80)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void portIsOneTo65535() {
        assertThatThrownBy(() -> TcpSocket.connect("127.0.0.1", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TcpSocket.connect("127.0.0.1", 65536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("port=65536");
    }

    @Test
    void connectingToItselfIsNobodyListening() throws IOException {
        // The kernel goes through its even ports one after the other: among them is the one that is dialled.
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), deadPort().getPort() & ~1);
        for (int i = 0; i < 16_000; i++) {
            assertThatThrownBy(() -> TcpSocket.connect(address)).isInstanceOf(PeerGoneException.class);
        }
    }

    @Test
    void smallPiecesAreSentAtOnceOnRequest() throws IOException {
        try (var pair = TcpPair.open()) {
            assertThat(pair.client().noDelay()).isFalse();
            pair.client().setNoDelay(true);
            assertThat(pair.client().noDelay()).isTrue();
            pair.client().setNoDelay(false);
            assertThat(pair.client().noDelay()).isFalse();
        }
    }

    @Test
    void keepAliveIsSetWithItsTimes() throws IOException {
        try (var pair = TcpPair.open()) {
            assertThat(pair.client().keepAlive()).isEmpty();
            pair.client().setKeepAlive(new TcpSocket.KeepAlive(Duration.ofMillis(4001), Duration.ofSeconds(2), 3));
            assertThat(pair.client().keepAlive())
                    .contains(new TcpSocket.KeepAlive(Duration.ofSeconds(5), Duration.ofSeconds(2), 3));
            pair.client().clearKeepAlive();
            assertThat(pair.client().keepAlive()).isEmpty();
        }
        assertThatThrownBy(() -> new TcpSocket.KeepAlive(Duration.ZERO, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void userTimeoutIsInMilliseconds() throws IOException {
        try (var pair = TcpPair.open()) {
            assertThat(pair.client().userTimeout()).isZero();
            pair.client().setUserTimeout(Duration.ofNanos(1_500_000_001));
            assertThat(pair.client().userTimeout()).isEqualTo(Duration.ofMillis(1501));
            pair.client().setUserTimeout(Duration.ZERO);
            assertThat(pair.client().userTimeout()).isZero();
        }
    }

    @Test
    void quickAckCanBeAskedFor() throws IOException {
        try (var pair = TcpPair.open()) {
            pair.client().setQuickAck(true);
            pair.client().setQuickAck(false);
        }
    }

    @Test
    void lingeringNotAtAllResetsTheConnection() throws IOException {
        try (var pair = TcpPair.open()) {
            assertThat(pair.client().linger()).isEmpty();
            pair.client().setLinger(Duration.ofMillis(1500));
            assertThat(pair.client().linger()).contains(Duration.ofSeconds(2));
            pair.client().clearLinger();
            assertThat(pair.client().linger()).isEmpty();
            pair.client().setLinger(Duration.ZERO);
            assertThat(pair.client().linger()).contains(Duration.ZERO);
            pair.client().close();
            assertThatThrownBy(() -> pair.accepted().read(ByteBuffer.allocate(1)))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("ECONNRESET");
            pair.accepted().shutdownOutput();
            assertThat(pair.accepted().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void connectionThatWasResetBeforeItWasAcceptedStillTellsItsPeer() throws IOException {
        try (var server = TcpSocket.listen(TcpPair.ANY_PORT)) {
            TcpSocket client = TcpSocket.connect(server.localAddress());
            InetSocketAddress peer = client.localAddress();
            client.setLinger(Duration.ZERO);
            client.close();
            try (var accepted = server.accept()) {
                assertThat(accepted.peerAddress()).isEqualTo(peer);
                assertThatThrownBy(() -> accepted.read(ByteBuffer.allocate(1))).isInstanceOf(PeerGoneException.class);
            }
        }
    }

    @Test
    void peerOfAnEndedInputDoesNotNotice() throws IOException {
        try (var pair = TcpPair.open()) {
            pair.accepted().shutdownInput();
            pair.client().write("x");
            pair.client().write("y");
        }
    }

    @Test
    void waitedForConnectionBlocksLikeAnyOther() throws Exception {
        try (var pair = TcpPair.open();
                var reader = Background.platform(() -> pair.client().read(ByteBuffer.allocate(1)))) {
            Await.blockedIn(reader.tid(), "recvfrom");
            pair.accepted().write("x");
            assertThat(reader.result()).isOne();
        }
    }

    @Test
    void failuresLeaveNothingOpen() throws IOException {
        InetSocketAddress dead = deadPort();
        assertThatThrownBy(() -> TcpSocket.connect(dead)).isInstanceOf(PeerGoneException.class);
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> TcpSocket.connect(dead)).isInstanceOf(PeerGoneException.class);
                assertThatThrownBy(() -> TcpSocket.connect("localhost", dead.getPort()))
                        .isInstanceOf(PeerGoneException.class);
            }
        }
    }
}
