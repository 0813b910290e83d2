package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.AlreadyExistsException;
import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.kernel.SocketAddresses;
import dev.parley.kernel.Sockets;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixServerTest {
    private static final UnixServer.Options TAKE_OVER = UnixServer.Options.DEFAULT.withTakeOverStale();

    @TempDir
    Path folder;

    private UnixAddress address(String name) {
        return UnixAddress.of(folder.resolve(name));
    }

    /** What a server that was killed leaves: a bound file that nobody holds. */
    private void leaveStale(UnixAddress address) throws IOException {
        bind(address, Sockets.SOCK_STREAM, () -> {});
    }

    private interface Body {
        void run() throws IOException;
    }

    private static void bind(UnixAddress address, int type, Body whileBound) throws IOException {
        int socket = Sockets.socket(SocketAddresses.AF_UNIX, type, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(SocketAddresses.SIZE, 2);
            int length = SocketAddresses.unix(memory, address.kernelName());
            assertThat(Sockets.bind(socket, memory, length)).isZero();
            whileBound.run();
        } finally {
            dev.parley.kernel.Files.close(socket);
        }
    }

    private String mode(UnixAddress address) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(address.path().orElseThrow()));
    }

    private static void assertWorks(UnixServer server) throws IOException {
        try (UnixSocket client = UnixSocket.connect(server.localAddress());
                UnixSocket accepted = server.accept(Duration.ofSeconds(30))) {
            client.write("hello");
            client.shutdownOutput();
            assertThat(accepted.readText()).isEqualTo("hello");
        }
    }

    @Test
    void socketFileIsForItsOwnerAloneUnlessToldOtherwise() throws IOException {
        try (var _ = UnixSocket.listen(address("s"))) {
            assertThat(mode(address("s"))).isEqualTo("rw-------");
        }
    }

    @Test
    void modeIsExactWhateverTheUmask() throws IOException {
        for (int mode : new int[] {0666, 0777, 0660, 0200, 0}) {
            try (var _ = UnixSocket.listen(address("s"), UnixServer.Options.DEFAULT.withMode(mode))) {
                assertThat(Files.getAttribute(folder.resolve("s"), "unix:mode"))
                        .isEqualTo(mode | dev.parley.kernel.Files.S_IFSOCK);
            }
        }
        assertThatThrownBy(() -> UnixServer.Options.DEFAULT.withMode(01000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fileHasAtNoMomentAWiderMode() throws Exception {
        var over = new AtomicBoolean();
        String path = folder.resolve("s").toString();
        try (var watcher = Background.platform(() -> {
            int seen = 0;
            while (!over.get()) {
                var stat = dev.parley.kernel.Files.lstat(path);
                seen |= stat.error() == 0 ? stat.value().permissions() : 0;
            }
            return seen;
        })) {
            for (int i = 0; i < 2_000; i++) {
                UnixSocket.listen(address("s")).close();
            }
            over.set(true);
            assertThat(watcher.result()).isEqualTo(0600);
        }
    }

    @Test
    void closingRemovesTheFile() throws IOException {
        UnixServer server = UnixSocket.listen(address("s"));
        assertThat(folder.resolve("s")).exists();
        server.close();
        server.close();
        assertThat(folder.resolve("s")).doesNotExist();
        assertThat(server.isOpen()).isFalse();
    }

    @Test
    void closingAConnectionLeavesTheFile() throws IOException {
        try (var server = UnixSocket.listen(address("s"))) {
            assertWorks(server);
            assertThat(folder.resolve("s")).exists();
            assertWorks(server);
        }
    }

    @Test
    void closingLeavesAFileThatIsNotItsOwn() throws IOException {
        UnixServer first = UnixSocket.listen(address("s"));
        Files.delete(folder.resolve("s"));
        try (UnixServer second = UnixSocket.listen(address("s"))) {
            first.close();
            assertWorks(second);
        }
        UnixServer third = UnixSocket.listen(address("s"));
        Files.delete(folder.resolve("s"));
        Files.writeString(folder.resolve("s"), "precious");
        third.close();
        assertThat(folder.resolve("s")).hasContent("precious");
    }

    @Test
    void addressInUseSaysThatSomebodyListens() throws IOException {
        try (var server = UnixSocket.listen(address("s"))) {
            for (var options : List.of(UnixServer.Options.DEFAULT, TAKE_OVER)) {
                assertThatThrownBy(() -> UnixSocket.listen(address("s"), options))
                        .isInstanceOf(AlreadyExistsException.class)
                        .hasMessage("bind " + address("s")
                                + ": EADDRINUSE: somebody listens there already: ss -xlp shows who");
            }
            assertThat(server.tryAccept())
                    .as("a connection made only to find out")
                    .isEmpty();
            assertWorks(server);
        }
    }

    @Test
    void serverThatHasBoundButDoesNotListenYetIsNotStale() throws IOException {
        bind(
                address("s"),
                Sockets.SOCK_STREAM,
                () -> assertThatThrownBy(() -> UnixSocket.listen(address("s"), TAKE_OVER))
                        .isInstanceOf(AlreadyExistsException.class)
                        .hasMessageContaining("somebody listens there already"));
        assertThat(folder.resolve("s")).exists();
    }

    @Test
    void datagramSocketIsNotStale() throws IOException {
        bind(
                address("s"),
                Sockets.SOCK_DGRAM,
                () -> assertThatThrownBy(() -> UnixSocket.listen(address("s"), TAKE_OVER))
                        .isInstanceOf(AlreadyExistsException.class));
        assertThat(folder.resolve("s")).exists();
    }

    @Test
    void staleFileIsRefusedWithTheWayToTakeOver() throws IOException {
        leaveStale(address("s"));
        assertThatThrownBy(() -> UnixSocket.listen(address("s")))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("EADDRINUSE: the socket file is stale")
                .hasMessageContaining("takeOverStale");
        assertThat(folder.resolve("s")).exists();
    }

    @Test
    void staleFileIsTakenOverOnRequest() throws IOException {
        leaveStale(address("s"));
        try (var server = UnixSocket.listen(address("s"), TAKE_OVER)) {
            assertThat(mode(address("s"))).isEqualTo("rw-------");
            assertWorks(server);
        }
        assertThat(folder.resolve("s")).doesNotExist();
    }

    @Test
    void takingOverWithNothingThereIsListening() throws IOException {
        try (var server = UnixSocket.listen(address("s"), TAKE_OVER)) {
            assertWorks(server);
        }
    }

    @Test
    void fileThatIsNoSocketIsNeverTakenOver() throws IOException {
        Files.writeString(folder.resolve("s"), "precious");
        Files.createDirectory(folder.resolve("d"));
        leaveStale(address("stale"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("stale"));
        for (String name : List.of("s", "d", "link")) {
            assertThatThrownBy(() -> UnixSocket.listen(address(name), TAKE_OVER))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessageContaining("a file that is not a socket has that name");
        }
        assertThat(folder.resolve("s")).hasContent("precious");
        assertThat(folder.resolve("link")).isSymbolicLink();
        assertThat(folder.resolve("stale")).exists();
    }

    @Test
    void ofManyServersThatTakeOverOneGetsTheName() throws Exception {
        for (int round = 0; round < 20; round++) {
            UnixAddress address = address("s" + round);
            leaveStale(address);
            var attempts = new ArrayList<Background<UnixServer>>();
            for (int i = 0; i < 8; i++) {
                attempts.add(Background.platform(() -> UnixSocket.listen(address, TAKE_OVER)));
            }
            UnixServer winner = null;
            for (Background<UnixServer> attempt : attempts) {
                if (attempt.failure() == null) {
                    assertThat(winner).as("another winner").isNull();
                    winner = attempt.result();
                } else {
                    assertThat(attempt.failure()).isInstanceOf(AlreadyExistsException.class);
                }
                attempt.close();
            }
            assertThat(winner).isNotNull();
            assertWorks(winner);
            winner.close();
        }
    }

    @Test
    void takenAbstractNameSaysSo() throws IOException {
        UnixAddress name = UnixPair.freeName();
        try (var _ = UnixSocket.listen(name)) {
            assertThatThrownBy(() -> UnixSocket.listen(name, TAKE_OVER))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessage("bind " + name + ": EADDRINUSE: somebody has that name already: ss -xlp shows who");
        }
        UnixSocket.listen(name).close();
    }

    @Test
    void missingDirectorySaysSo() {
        assertThatThrownBy(() -> UnixSocket.listen(address("no/s")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("ENOENT: there is no such directory");
    }

    @Test
    void pathOf108BytesIsBoundAsItIs() throws IOException {
        UnixAddress address = addressOfLength(108);
        try (var server = UnixSocket.listen(address)) {
            assertWorks(server);
            assertThat(server.localAddress()).isEqualTo(address);
        }
        assertThat(address.path().orElseThrow()).doesNotExist();
    }

    @Test
    void longerPathWorksAndIsReportedAsItIs() throws IOException {
        for (int length : new int[] {109, 200, 1000}) {
            UnixAddress address = addressOfLength(length);
            try (var server = UnixSocket.listen(address, UnixServer.Options.DEFAULT.withMode(0666));
                    var client = UnixSocket.connect(address);
                    var accepted = server.accept()) {
                assertWorks(server);
                assertThat(client.peerAddress()).isEqualTo(address);
                assertThat(accepted.localAddress()).isEqualTo(address);
                assertThat(client.localAddress().isUnnamed()).isTrue();
                assertThat(accepted.peerAddress().isUnnamed()).isTrue();
                assertThat(accepted).hasToString(address.toString());
                assertThat(mode(address)).isEqualTo("rw-rw-rw-");
            }
            assertThat(address.path().orElseThrow()).doesNotExist();
            leaveStaleBeyond(address);
            try (var server = UnixSocket.listen(address, TAKE_OVER)) {
                assertWorks(server);
            }
        }
    }

    /** A stale file whose path is too long to bind: bound under a short name and moved there. */
    private void leaveStaleBeyond(UnixAddress address) throws IOException {
        leaveStale(address("short"));
        Files.move(folder.resolve("short"), address.path().orElseThrow());
    }

    @Test
    void nameThatIsTooLongByItselfSaysByHowMuch() throws IOException {
        Path path = addressOfLength(150).path().orElseThrow().resolveSibling("x".repeat(120));
        assertThatThrownBy(() -> UnixSocket.listen(UnixAddress.of(path)))
                .isInstanceOf(IpcException.class)
                .hasMessageContaining("ENAMETOOLONG: the file's own name is ");
    }

    private UnixAddress addressOfLength(int length) throws IOException {
        Path directory = folder;
        while (directory.toString().length() + 60 < length) {
            directory = directory.resolve("d".repeat(50));
        }
        Files.createDirectories(directory);
        int rest = length - directory.toString().length() - 1;
        assumeTrue(rest > 0, "the temporary folder's own path is too long");
        return UnixAddress.of(directory.resolve("s".repeat(rest)));
    }

    @Test
    void closedServerRefusesAtOnceAlsoWhileAThreadIsInAccept() throws Exception {
        UnixAddress name = UnixPair.freeName();
        UnixServer server = UnixSocket.listen(name);
        try (var platform = Background.platform(server::accept).awaitBlocked();
                var virtual = Background.virtual(server::accept).awaitBlocked()) {
            server.close();
            assertThatThrownBy(() -> UnixSocket.connect(name)).isInstanceOf(PeerGoneException.class);
            assertThat(platform.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
            assertThat(virtual.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        }
    }

    @Test
    void connectionThatWasNeverAcceptedIsReset() throws IOException {
        UnixAddress name = UnixPair.freeName();
        UnixServer server = UnixSocket.listen(name);
        try (var client = UnixSocket.connect(name)) {
            client.write("lost");
            server.close();
            assertThatThrownBy(() -> client.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("ECONNRESET");
        }
    }

    @Test
    void acceptedConnectionOutlivesItsServer() throws IOException {
        try (var pair = UnixPair.open()) {
            pair.client().write("x");
            assertThat(pair.accepted().read(ByteBuffer.allocate(1))).isOne();
        }
    }

    @Test
    void fullBacklogMakesTheNextWaitAndLosesNobody() throws Exception {
        UnixAddress name = UnixPair.freeName();
        try (var server = UnixSocket.listen(name, UnixServer.Options.DEFAULT.withBacklog(1));
                var first = UnixSocket.connect(name);
                var second = UnixSocket.connect(name)) {
            assertThatThrownBy(() -> UnixSocket.connect(name, Duration.ZERO))
                    .isInstanceOf(TimedOutException.class)
                    .hasMessageContaining("the backlog is full");
            try (var third = Background.virtual(() -> UnixSocket.connect(name)).awaitBlocked()) {
                first.write("1");
                second.write("2");
                try (var a = server.accept();
                        var b = server.accept()) {
                    third.result().write("3");
                    try (var c = server.accept()) {
                        assertThat(read(a) + read(b) + read(c)).isEqualTo("123");
                    }
                    third.result().close();
                }
            }
        }
    }

    private static String read(UnixSocket socket) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        socket.read(buffer);
        return Character.toString(buffer.get(0));
    }

    @Test
    void tryAcceptDoesNotWait() throws IOException {
        UnixAddress name = UnixPair.freeName();
        try (var server = UnixSocket.listen(name)) {
            assertThat(server.tryAccept()).isEmpty();
            try (var _ = UnixSocket.connect(name);
                    var accepted = server.tryAccept().orElseThrow()) {
                assertThat(accepted.isOpen()).isTrue();
            }
        }
    }

    @Test
    void failuresLeaveNothingOpen() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        leaveStale(address("stale"));
        failEveryWay();
        try (var _ = LeakCheck.begin()) {
            failEveryWay();
        }
        assertThat(folder).isDirectoryNotContaining("regex:.*/new.*");
    }

    private void failEveryWay() throws IOException {
        UnixAddress longNew =
                UnixAddress.of(addressOfLength(200).path().orElseThrow().resolveSibling("n".repeat(120)));
        List<Body> failures = List.of(
                () -> UnixSocket.listen(address("file"), TAKE_OVER),
                () -> UnixSocket.listen(address("stale")),
                () -> UnixSocket.listen(address("no/new")),
                () -> UnixSocket.listen(longNew),
                () -> UnixSocket.connect(longNew),
                () -> UnixSocket.connect(address("file")),
                () -> UnixSocket.connect(address("stale")),
                () -> UnixSocket.connect(address("missing")),
                () -> UnixSocket.connect(UnixPair.freeName()));
        for (Body failure : failures) {
            assertThatThrownBy(failure::run).isInstanceOf(IpcException.class);
        }
    }
}
