package dev.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Address;
import dev.parley.AlreadyExistsException;
import dev.parley.NotFoundException;
import dev.parley.PermissionException;
import dev.parley.SysvKey;
import dev.parley.TimedOutException;
import dev.parley.memory.SysvMemory;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EndpointTest {
    @TempDir
    Path directory;

    private String key;

    @BeforeEach
    void keyFile() throws IOException {
        key = Files.createFile(directory.resolve("progfile")) + "#65";
    }

    @AfterEach
    void removeObjects() throws IOException {
        for (String scheme : List.of("sysv-queue", "sysv-shm", "sysv-sem")) {
            try {
                var address = Address.parse(scheme + ":" + key);
                Endpoint.scheme(address).remove(address);
            } catch (NotFoundException e) {
                continue; // the test had none
            }
        }
    }

    private String address(String text) {
        return text.replace("KEY", key).replace("DIR", directory.toString());
    }

    private void create(String text) throws IOException {
        Address address = Address.parse(address(text));
        Endpoint.scheme(address).create(address);
    }

    private void remove(String text) throws IOException {
        Address address = Address.parse(address(text));
        Endpoint.scheme(address).remove(address);
    }

    private Map<String, Object> status(String text) throws IOException {
        Address address = Address.parse(address(text));
        return Endpoint.scheme(address).status(address);
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo:DIR/feed", "unix:DIR/socket", "tcp:127.0.0.1:PORT"})
    void aStreamArrivesWholeAndEnds(String form) throws Exception {
        String address = address(form).replace("PORT", freePort());
        try (var receiver = Background.platform(() -> {
            try (var in = Endpoint.receiving(address)) {
                var all = new ByteArrayOutputStream();
                for (var next = in.receive(); next.isPresent(); next = in.receive()) {
                    all.writeBytes(next.get().bytes());
                }
                in.finish();
                return all.toString(StandardCharsets.UTF_8);
            }
        })) {
            receiver.awaitBlocked();
            try (var out = Endpoint.sending(address)) {
                assertThat(out.keepsBoundaries()).isFalse();
                out.send("Hello, ");
                out.send("stream!");
                out.finish();
            }
            assertThat(receiver.result()).isEqualTo("Hello, stream!");
        }
    }

    @Test
    void framedStreamsCarryMessagesAndSayWhoSentThem() throws Exception {
        String address = address("unix:DIR/socket?frame=length");
        try (var receiver = Background.platform(() -> {
            try (var in = Endpoint.receiving(address)) {
                assertThat(in.keepsBoundaries()).isTrue();
                return List.of(in.receive().orElseThrow(), in.receive().orElseThrow());
            }
        })) {
            receiver.awaitBlocked();
            try (var out = Endpoint.sending(address)) {
                out.send("one");
                out.send("two");
                out.finish();
            }
            assertThat(receiver.result()).extracting(Message::text).containsExactly("one", "two");
            assertThat(receiver.result().getFirst().metadata())
                    .containsEntry("sender_pid", (int) ProcessHandle.current().pid());
        }
    }

    @Test
    void whoListensAndWhoConnectsCanBeTurnedRound() throws Exception {
        String address = address("unix:DIR/socket");
        try (var sender = Background.platform(() -> {
            try (var out = Endpoint.sending(address + "?listen")) {
                out.send("Hello");
                out.finish();
                return true;
            }
        })) {
            sender.awaitBlocked();
            try (var in = Endpoint.receiving(address + "?connect")) {
                assertThat(in.receive().orElseThrow().text()).isEqualTo("Hello");
                assertThat(in.receive()).isEmpty();
            }
            assertThat(sender.result()).isTrue();
        }
    }

    @Test
    void aChildGetsWhatIsSentAndItsOutputIsReceived() throws IOException {
        Path file = directory.resolve("out");
        try (var out = Endpoint.sending("exec:cat > " + file)) {
            out.send("to a child");
            out.finish();
        }
        assertThat(file).hasContent("to a child");
        try (var in = Endpoint.receiving("exec:echo from a child")) {
            assertThat(in.receive().orElseThrow().text()).isEqualTo("from a child\n");
            assertThat(in.receive()).isEmpty();
            in.finish();
        }
    }

    @Test
    void aChildThatFailsFailsTheConversation() throws IOException {
        try (var in = Endpoint.receiving("exec:exit 3")) {
            assertThat(in.receive()).isEmpty();
            assertThatThrownBy(in::finish).hasMessage("waitid exec:exit%203: ECHILD: the command failed: exit 3");
        }
    }

    @Test
    void aChildThatNobodyListensToAnyMoreIsEnded() throws IOException {
        long pid;
        try (var in = Endpoint.receiving("exec:echo $$; exec sleep 1000")) {
            pid = Long.parseLong(in.receive().orElseThrow().text().strip());
        }
        Await.processGone(pid);
    }

    @Test
    void queuesKeepMessagesAndTheirTypes() throws IOException {
        create("sysv-queue:KEY?mode=0640");
        try (var out = Endpoint.sending(address("sysv-queue:KEY?type=7"));
                var in = Endpoint.receiving(address("sysv-queue:KEY?type=-9"))) {
            out.send("Hello, Message Queue!");
            assertThat(status("sysv-queue:KEY"))
                    .containsEntry("messages", 1L)
                    .containsEntry("bytes", 21L)
                    .containsEntry("mode", "0640");
            Message message = in.receive().orElseThrow();
            assertThat(message.text()).isEqualTo("Hello, Message Queue!");
            assertThat(message.metadata()).isEqualTo(Map.of("type", 7L));
        }
        remove("sysv-queue:KEY");
        assertThatThrownBy(() -> Endpoint.sending(address("sysv-queue:KEY"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void timeoutsOfTheAddressHold() throws IOException {
        create("sysv-queue:KEY");
        try (var in = Endpoint.receiving(address("sysv-queue:KEY?timeout=20ms"))) {
            assertThatThrownBy(in::receive).isInstanceOf(TimedOutException.class);
        }
        for (String form : List.of("fifo:DIR/feed?timeout=20ms", "unix:DIR/socket?timeout=20ms")) {
            assertThatThrownBy(() -> Endpoint.receiving(address(form))).isInstanceOf(TimedOutException.class);
        }
        assertThatThrownBy(() -> Endpoint.sending(address("fifo:DIR/feed?timeout=0.02")))
                .isInstanceOf(TimedOutException.class);
    }

    @Test
    void memoryIsMadeDescribedAndOpened() throws IOException {
        create("sysv-shm:KEY?size=1024");
        assertThat(status("sysv-shm:KEY")).containsEntry("size", 1024L).containsEntry("attached", 0L);
        Address address = Address.parse(address("sysv-shm:KEY"));
        try (var memory = Endpoint.scheme(address).openMemory(address, true)) {
            memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'x');
            assertThat(status("sysv-shm:KEY")).containsEntry("attached", 1L);
        }
        try (var memory = Endpoint.scheme(address).openMemory(address, false);
                var same = SysvMemory.open(SysvKey.of(directory.resolve("progfile"), 65))) {
            assertThat(memory.segment().get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 'x');
            assertThat(memory.segment().isReadOnly()).isTrue();
            assertThat(same.size()).isEqualTo(memory.size());
        }
    }

    @Test
    void semaphoreSetsAreMadeAndDescribed() throws IOException {
        create("sysv-sem:KEY?n=3");
        assertThat(status("sysv-sem:KEY"))
                .containsEntry("n", 3)
                .containsEntry("values", List.of(0, 0, 0))
                .containsEntry("waiting", List.of(0, 0, 0));
        int id = (int) status("sysv-sem:KEY").get("id");
        assertThat(status("sysv-sem:id=" + id)).containsEntry("id", id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo:DIR/feed", "sysv-queue:KEY", "sysv-shm:KEY?size=8", "sysv-sem:KEY?n=1"})
    void makingTwiceIsFineUnlessAskedExclusively(String form) throws IOException {
        String exclusive = form + (form.contains("?") ? "&" : "?") + "exclusive";
        create(exclusive);
        create(form);
        assertThatThrownBy(() -> create(exclusive)).isInstanceOf(AlreadyExistsException.class);
        remove(form.replaceAll("\\?.*", ""));
        assertThatThrownBy(() -> remove(form.replaceAll("\\?.*", ""))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void statusOfFilesAndSockets() throws IOException {
        create("fifo:DIR/feed?mode=0604");
        assertThat(status("fifo:DIR/feed")).containsEntry("kind", "fifo").containsEntry("mode", "0604");
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(status("tcp:127.0.0.1:" + server.getLocalPort())).containsEntry("listening", true);
        }
        assertThat(status("unix:@nobody-has-this-name")).containsEntry("listening", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gopher:x",
                "fifo:",
                "fifo:DIR/x?size=4",
                "fifo:DIR/x?mode=9",
                "fifo:DIR/x?timeout=soon",
                "fifo:DIR/x?frame=box",
                "unix:",
                "unix:@",
                "unix:DIR/x?type=dgram9",
                "unix:DIR/x?listen&connect",
                "tcp:localhost",
                "tcp:::1:80",
                "tcp:localhost:http",
                "tcp:localhost:70000",
                "exec: ",
                "fd:x",
                "sysv-queue:",
                "sysv-queue:plain",
                "sysv-queue:KEY?type=0x",
                "sysv-shm:KEY",
                "sysv-sem:KEY"
            })
    void aMistakeInAnAddressIsTheCallersAndNothingIsLeftOpen(String form) throws IOException {
        try (var _ = LeakCheck.begin()) {
            assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.sending(address(form)));
        }
    }

    @Test
    void memoryIsNotSentTo() {
        assertThatThrownBy(() -> Endpoint.sending(address("sysv-shm:KEY")))
                .isInstanceOf(UnsupportedVerbException.class)
                .hasMessageContaining("peek and written with poke");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> Endpoint.receiving("fifo:/no/such/place/feed")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> Endpoint.sending(address("unix:DIR/none"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> Endpoint.sending(address("sysv-queue:DIR/none#65")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("ftok ");
        assertThatThrownBy(() -> Endpoint.sending("fd:9999"))
                .hasMessage("fcntl fd:9999: EBADF: " + "the descriptor is not open for this");
        assertThatThrownBy(() -> Endpoint.sending("fifo:/proc/feed"))
                .isInstanceOfAny(PermissionException.class, NotFoundException.class);
    }
}
