package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.AlreadyExistsException;
import dev.parley.Credentials;
import dev.parley.process.Child;
import dev.parley.process.ExitStatus;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixProcessTest extends StreamProcessContract {
    private static final int NOBODY = 65534;

    private final AtomicInteger count = new AtomicInteger();

    @TempDir
    Path folder;

    /** A path and an abstract name in turn. */
    @Override
    String freeAddress() {
        int number = count.getAndIncrement();
        return number % 2 == 0
                ? folder.resolve("s" + number).toString()
                : UnixPair.freeName().toString().substring("unix:".length());
    }

    @Test
    void fileOfAKilledServerIsStaleAndCanBeTakenOver() throws IOException {
        UnixAddress address = UnixAddress.of(folder.resolve("s"));
        try (Peer peer =
                ChildJvm.running(Peers.Server.class).args(folder.resolve("s")).start()) {
            peer.expectStart("ready ");
            assertThatThrownBy(() -> UnixSocket.listen(address, UnixServer.Options.DEFAULT.withTakeOverStale()))
                    .isInstanceOf(AlreadyExistsException.class);
            peer.stop();
            assertThatThrownBy(() -> UnixSocket.listen(address, UnixServer.Options.DEFAULT.withTakeOverStale()))
                    .as("of a server that sleeps")
                    .isInstanceOf(AlreadyExistsException.class);
            peer.kill().exitStatus();
        }
        assertThat(folder.resolve("s")).exists();
        assertThatThrownBy(() -> UnixSocket.listen(address))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("stale");
        UnixSocket.listen(address, UnixServer.Options.DEFAULT.withTakeOverStale())
                .close();
        assertThat(folder.resolve("s")).doesNotExist();
    }

    @Test
    void credentialsAreThoseOfTheOtherProcess() throws IOException {
        try (var server = UnixSocket.listen(UnixAddress.of(folder.resolve("s")));
                Peer peer = ChildJvm.running(Peers.Visitor.class)
                        .args(folder.resolve("s"))
                        .start();
                var socket = server.accept(Peers.LONG)) {
            peer.expectStart("connected ");
            assertThat(socket.credentials().pid()).isEqualTo((int) peer.pid());
        }
    }

    @Test
    void credentialsAreThoseOfWhoConnectedAlsoWhenAChildWrites() throws IOException {
        try (var pair = UnixPair.open();
                var child = Child.command("sh", "-c", "echo from the child >&3")
                        .descriptor(3, pair.client())
                        .start()) {
            assertThat(pair.accepted().readText()).isEqualTo("from the child\n");
            assertThat(pair.accepted().credentials()).isEqualTo(Credentials.own());
            assertThat(child.await(Peers.LONG)).isEqualTo(new ExitStatus.Exited(0));
        }
    }

    @Test
    void childThatIsHandedAServerListensInItsPlace() throws IOException {
        UnixAddress address = UnixAddress.of(folder.resolve("s"));
        UnixServer server = UnixSocket.listen(address);
        var command = ChildJvm.running(Peers.Heir.class).args(3).command();
        try (var child = Child.command(command).descriptor(3, server).start()) {
            assertThat(server.isOpen()).isFalse();
            server.close();
            try (var client = UnixSocket.connect(address)) {
                assertThat(client.readText()).isEqualTo("from the heir");
            }
            assertThat(child.await(Peers.LONG)).isEqualTo(new ExitStatus.Exited(0));
        }
        assertThat(folder.resolve("s")).exists();
    }

    @Test
    void strangerWithoutWritePermissionIsToldSo() throws IOException {
        try (var server = UnixSocket.listen(UnixAddress.of(folder.resolve("s")));
                Peer stranger = SysvTesting.asNobody(Peers.Visitor.class, folder.resolve("s"))) {
            stranger.expect(
                    "connect " + server + ": EACCES: no write permission on the socket file (mode 0600, owner uid 0)");
            assertThat(server.tryAccept()).isEmpty();
        }
    }

    @Test
    void strangerWithWritePermissionConnectsAndIsKnown() throws IOException {
        var options = UnixServer.Options.DEFAULT.withMode(0666);
        try (var server = UnixSocket.listen(UnixAddress.of(folder.resolve("s")), options);
                Peer stranger = SysvTesting.asNobody(Peers.Visitor.class, folder.resolve("s"));
                var socket = server.accept(Peers.LONG)) {
            stranger.expectStart("connected ");
            assertThat(socket.credentials().uid()).isEqualTo(NOBODY);
            assertThat(socket.credentials().gid()).isEqualTo(NOBODY);
        }
    }
}
