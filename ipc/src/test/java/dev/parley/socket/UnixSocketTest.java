package dev.parley.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Credentials;
import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.PeerGoneException;
import dev.parley.kernel.SocketAddresses;
import dev.parley.kernel.Sockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest extends StreamSocketContract {
    @TempDir
    Path folder;

    @Override
    Sides open() throws IOException {
        UnixPair pair = UnixPair.open();
        return new Sides(pair.client(), pair.accepted());
    }

    @Test
    void bothSidesLearnWhoTheOtherIs() throws IOException {
        try (var pair = UnixPair.open()) {
            assertThat(pair.client().credentials()).isEqualTo(Credentials.own());
            assertThat(pair.accepted().credentials()).isEqualTo(Credentials.own());
        }
    }

    @Test
    void credentialsAreStillThereWhenThePeerHasLeft() throws IOException {
        try (var pair = UnixPair.open()) {
            pair.client().close();
            assertThat(pair.accepted().credentials()).isEqualTo(Credentials.own());
        }
    }

    @Test
    void abstractNameIsExactToTheByte() throws IOException {
        byte[] name = (UnixPair.freeName() + "\0").getBytes(UTF_8);
        UnixAddress exact = UnixAddress.abstractName(name);
        UnixAddress shorter = UnixAddress.abstractName(Arrays.copyOf(name, name.length - 1));
        try (var server = UnixSocket.listen(exact);
                var client = UnixSocket.connect(exact);
                var accepted = server.accept()) {
            assertThat(client.peerAddress()).isEqualTo(exact);
            assertThat(accepted.localAddress()).isEqualTo(exact);
            assertThatThrownBy(() -> UnixSocket.connect(shorter)).isInstanceOf(PeerGoneException.class);
            try (var _ = UnixSocket.listen(shorter)) {
                assertThat(server.tryAccept()).isEmpty();
            }
        }
    }

    @Test
    void longestAbstractNameIsUsable() throws IOException {
        byte[] name = Arrays.copyOf(UnixPair.freeName().name(), UnixAddress.LONGEST_ABSTRACT_NAME);
        UnixAddress longest = UnixAddress.abstractName(name);
        try (var server = UnixSocket.listen(longest);
                var _ = UnixSocket.connect(longest);
                var accepted = server.accept()) {
            assertThat(accepted.localAddress().name()).isEqualTo(name);
        }
    }

    @Test
    void nameOfAClientThatBoundOneIsTold() throws IOException {
        UnixAddress name = UnixPair.freeName();
        UnixAddress own = UnixPair.freeName();
        int socket = Sockets.socket(SocketAddresses.AF_UNIX, Sockets.SOCK_STREAM, 0);
        try (var server = UnixSocket.listen(name);
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(SocketAddresses.SIZE, 2);
            assertThat(Sockets.bind(socket, memory, SocketAddresses.unix(memory, own.kernelName())))
                    .isZero();
            assertThat(Sockets.connect(socket, memory, SocketAddresses.unix(memory, name.kernelName())))
                    .isZero();
            try (var accepted = server.accept()) {
                assertThat(accepted.peerAddress()).isEqualTo(own);
            }
        } finally {
            dev.parley.kernel.Files.close(socket);
        }
    }

    @Test
    void missingFileSaysSo() {
        UnixAddress address = UnixAddress.of(folder.resolve("s"));
        assertThatThrownBy(() -> UnixSocket.connect(address))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("connect " + address + ": ENOENT: there is no such socket file: is the server running?");
    }

    @Test
    void staleFileSaysSo() throws IOException {
        Path path = folder.resolve("s");
        UnixServer server = UnixSocket.listen(UnixAddress.of(path));
        Files.move(path, folder.resolve("moved")); // so that closing does not find it
        server.close();
        UnixAddress address = UnixAddress.of(folder.resolve("moved"));
        assertThatThrownBy(() -> UnixSocket.connect(address))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("connect " + address + ": ECONNREFUSED: nobody listens there (the socket file is stale)");
    }

    @Test
    void fileThatIsNoSocketSaysSo() throws IOException {
        Path path = Files.writeString(folder.resolve("s"), "");
        assertThatThrownBy(() -> UnixSocket.connect(UnixAddress.of(path)))
                .isInstanceOf(PeerGoneException.class)
                .hasMessageContaining("ECONNREFUSED: the file is not a socket");
    }

    @Test
    void abstractNameThatNobodyHasSaysSo() {
        assertThatThrownBy(() -> UnixSocket.connect(UnixPair.freeName()))
                .isInstanceOf(PeerGoneException.class)
                .hasMessageContaining("ECONNREFUSED: nobody listens on that name in this network namespace");
    }

    @Test
    void socketOfAnotherTypeSaysSo() throws IOException {
        UnixAddress name = UnixAddress.of(folder.resolve("s"));
        int socket = Sockets.socket(SocketAddresses.AF_UNIX, Sockets.SOCK_DGRAM, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(SocketAddresses.SIZE, 2);
            assertThat(Sockets.bind(socket, memory, SocketAddresses.unix(memory, name.kernelName())))
                    .isZero();
            assertThatThrownBy(() -> UnixSocket.connect(name))
                    .isInstanceOf(IpcException.class)
                    .hasMessageContaining("EPROTOTYPE: the socket there is not a stream");
        } finally {
            dev.parley.kernel.Files.close(socket);
        }
    }

    @Test
    void symbolicLinkLeadsToTheSocket() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("s"));
        try (var server = UnixSocket.listen(UnixAddress.of(folder.resolve("s")));
                var _ = UnixSocket.connect(UnixAddress.of(link));
                var accepted = server.accept()) {
            assertThat(accepted.isOpen()).isTrue();
        }
    }

    @Test
    void peerThatLeavesWithUnreadBytesResetsOnceAndThenTheStreamHasEnded() throws IOException {
        try (var pair = UnixPair.open()) {
            pair.client().write("unread");
            pair.accepted().close();
            ByteBuffer buffer = ByteBuffer.allocate(1);
            assertThatThrownBy(() -> pair.client().read(buffer))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("ECONNRESET");
            assertThat(pair.client().read(buffer)).isEqualTo(-1);
            assertThatThrownBy(() -> pair.client().write("x"))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("EPIPE");
        }
    }

    @Test
    void peerOfAnEndedInputCannotSend() throws IOException {
        try (var pair = UnixPair.open()) {
            pair.accepted().shutdownInput();
            assertThatThrownBy(() -> pair.client().write("x"))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("EPIPE");
        }
    }
}
