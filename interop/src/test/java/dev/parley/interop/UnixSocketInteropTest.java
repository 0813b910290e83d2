package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixServer;
import dev.parley.socket.UnixSocket;
import dev.parley.testing.Await;
import dev.parley.testing.CProgram;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unix stream conversations between Java and C, over a path and over an abstract name. */
class UnixSocketInteropTest extends KilledSocketPeerContract {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @BeforeEach
    void needCompiler() {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
    }

    /** The same name for both: as a C program's argument, and as an address. */
    private record Name(String argument, UnixAddress address) {}

    private Name name(boolean isAbstract) {
        if (isAbstract) {
            String name = "parley-interop-" + ProcessHandle.current().pid();
            return new Name("@" + name, UnixAddress.abstractName(name));
        }
        Path path = folder.resolve("c.sock");
        return new Name(path.toString(), UnixAddress.of(path));
    }

    private static Peer server(Object... arguments) {
        return CProgram.compile("unix_server").start(arguments).expect("ready");
    }

    private static Peer client(Object... arguments) {
        return CProgram.compile("unix_client").start(arguments);
    }

    @Override
    Connection connection(Side side, String talk) throws IOException {
        Name name = name(true);
        if (side == Side.SERVER) {
            return new Connection(server(name.argument(), talk), UnixSocket.connect(name.address(), LONG));
        }
        try (UnixServer server = UnixSocket.listen(name.address())) {
            return new Connection(client(name.argument(), talk), server.accept(LONG));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cServerReadsWhatJavaWritesAndAnswers(boolean isAbstract) throws IOException {
        Name name = name(isAbstract);
        try (Peer server = server(name.argument(), "Hello from C");
                var socket = UnixSocket.connect(name.address(), LONG)) {
            assertThat(socket.credentials().pid()).isEqualTo((int) server.pid());
            socket.write("Hello from Java");
            socket.shutdownOutput();
            assertThat(socket.readText()).isEqualTo("Hello from C");
            server.expectStart("peer pid=" + ProcessHandle.current().pid() + " ");
            server.expect("Hello from Java").expect("end after 15 bytes").expectExit(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void javaServerReadsWhatACProgramWritesAndAnswers(boolean isAbstract) throws IOException {
        Name name = name(isAbstract);
        try (UnixServer server = UnixSocket.listen(name.address());
                Peer client = client(name.argument(), "Hello from C");
                var socket = server.accept(LONG)) {
            assertThat(socket.credentials().pid()).isEqualTo((int) client.pid());
            assertThat(socket.readText()).isEqualTo("Hello from C");
            socket.write("Hello from Java");
            socket.shutdownOutput();
            client.expect("sent 12 bytes")
                    .expect("Hello from Java")
                    .expect("end after 15 bytes")
                    .expectExit(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cTalksToCTheSameWay(boolean isAbstract) {
        Name name = name(isAbstract);
        try (Peer server = server(name.argument(), "Hello back");
                Peer client = client(name.argument(), "Hello from C")) {
            client.expect("sent 12 bytes")
                    .expect("Hello back")
                    .expect("end after 10 bytes")
                    .expectExit(0);
            server.expectStart("peer pid=" + client.pid() + " ");
            server.expect("Hello from C").expect("end after 12 bytes").expectExit(0);
        }
    }

    @Test
    void cServerThatIsKilledEndsTheStreamAndLeavesAFileToTakeOver() throws IOException {
        Name name = name(false);
        try (Peer server = server(name.argument());
                var socket = UnixSocket.connect(name.address())) {
            Await.processBlockedIn(server.pid(), "read");
            server.kill().exitStatus();
            assertThat(socket.read(ByteBuffer.allocate(1), LONG)).isEqualTo(-1);
            assertThatThrownBy(() -> socket.write("x"))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("EPIPE");
        }
        assertThatThrownBy(() -> UnixSocket.connect(name.address()))
                .isInstanceOf(PeerGoneException.class)
                .hasMessageEndingWith("ECONNREFUSED: nobody listens there (the socket file is stale)");
        var options = UnixServer.Options.DEFAULT.withTakeOverStale();
        try (UnixServer taken = UnixSocket.listen(name.address(), options);
                Peer client = client(name.argument(), "found it");
                var socket = taken.accept(LONG)) {
            assertThat(socket.readText()).isEqualTo("found it");
            client.expect("sent 8 bytes");
        }
    }

    @Test
    void cServerThatIsStoppedReadsLater() throws IOException {
        Name name = name(true);
        try (Peer server = server(name.argument(), "awake");
                var socket = UnixSocket.connect(name.address())) {
            Await.processBlockedIn(server.pid(), "read");
            server.stop();
            socket.write("good night");
            socket.shutdownOutput();
            assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(1), Duration.ofMillis(20)))
                    .isInstanceOf(TimedOutException.class);
            server.resume();
            assertThat(socket.readText()).isEqualTo("awake");
        }
    }

    @Test
    void cClientThatIsKilledBeforeItIsAcceptedIsStillAcceptedWithWhatItSent() throws IOException {
        Name name = name(true);
        try (UnixServer server = UnixSocket.listen(name.address());
                Peer client = client(name.argument(), "last words")) {
            client.expect("sent 10 bytes");
            client.kill().exitStatus();
            try (var socket = server.accept(LONG)) {
                assertThat(socket.readText()).isEqualTo("last words");
            }
        }
    }
}
