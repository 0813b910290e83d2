package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code send} and {@code recv} over every scheme that carries something, between two processes. */
class SendReceiveTest {
    @TempDir
    Path folder;

    private static void assertArrives(String address, String receiverOptions) {
        try (Peer receiver = Tool.start("recv", address + receiverOptions)) {
            Tool.awaitBlocked(receiver);
            assertSucceeds(Tool.run("send", address, "hello", "there"));
            receiver.expect("hello there").expectEnd().expectExit(0);
        }
    }

    static Tool.Run assertSucceeds(Tool.Run run) {
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isZero();
        return run;
    }

    @Test
    void textArrivesOverAFifoThatTheReceiverMade() {
        assertArrives("fifo:" + folder.resolve("feed"), "");
        assertThat(folder.resolve("feed")).exists();
    }

    @Test
    void textArrivesOverAFifoThatTheSenderMade() {
        String address = "fifo:" + folder.resolve("feed");
        try (Peer sender = Tool.start("send", address, "hello")) {
            Tool.awaitBlocked(sender);
            assertThat(Tool.run("recv", address).output()).isEqualTo("hello");
            sender.expectExit(0);
        }
    }

    @Test
    void textArrivesOverAUnixSocketAndItsPathIsGoneAfterwards() {
        assertArrives("unix:" + folder.resolve("desk"), "");
        assertThat(folder.resolve("desk")).doesNotExist();
    }

    @Test
    void textArrivesOverAnAbstractUnixSocket() {
        assertArrives("unix:@parley-test-" + ProcessHandle.current().pid(), "");
    }

    @Test
    void textArrivesOverTcp() {
        assertArrives("tcp:127.0.0.1:" + freePort(), "");
    }

    private static int freePort() {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theSenderListensAndTheReceiverConnectsIfToldSo() {
        String address = "unix:" + folder.resolve("desk");
        try (Peer sender = Tool.start("send", address + "?listen", "hello")) {
            Tool.awaitBlocked(sender);
            assertThat(Tool.run("recv", address + "?connect").output()).isEqualTo("hello");
            sender.expectExit(0);
        }
    }

    @Test
    void framesKeepMessagesApartInAStream() {
        String address = "unix:" + folder.resolve("desk") + "?frame=length";
        try (Peer receiver = Tool.start("recv", "--hex", address)) {
            Tool.awaitBlocked(receiver);
            assertSucceeds(Tool.runWithInput("one\ntwo\n", "send", "--lines", address));
            receiver.expect("6f6e65").expect("74776f").expectEnd().expectExit(0);
        }
    }

    @Test
    void aCommandReadsWhatIsSentAndIsWaitedFor() {
        Path copy = folder.resolve("copy");
        assertSucceeds(Tool.run("send", "exec:cat > " + copy, "hello"));
        assertThat(copy).hasContent("hello");
    }

    @Test
    void whatACommandPrintsIsReceived() {
        assertThat(assertSucceeds(Tool.run("recv", "exec:printf 'a\\nb'")).output())
                .isEqualTo("a\nb");
    }

    @Test
    void aCommandThatFailsIsAFailure() {
        Tool.Run run = Tool.run("recv", "exec:echo before; exit 3");
        assertThat(run.output()).isEqualTo("before\n");
        assertThat(run.status()).isEqualTo(Exit.FAILED);
        assertThat(run.errors()).contains("exit 3");
    }

    @Test
    void aCommandThatReadsNothingIsNamedWithTheStatusItEndedWith() {
        Tool.Run failed = Tool.shell(folder, "yes | parley send 'exec:exec <&-; exit 3'");
        assertThat(failed.status()).isEqualTo(Exit.FAILED);
        assertThat(failed.errors()).startsWith("parley: waitid exec:").contains(": ECHILD: ", "3");
        Tool.Run satisfied = Tool.shell(folder, "yes | parley send 'exec:head -1 > first'");
        assertThat(satisfied.status()).isEqualTo(Exit.FAILED);
        assertThat(satisfied.errors()).startsWith("parley: write exec:head").contains(": EPIPE: ");
        assertThat(folder.resolve("first")).hasContent("y");
    }

    @Test
    void bytesThatAreNoTextAreRefusedAsText() {
        Tool.Run run = Tool.shell(folder, "LC_ALL=C.UTF-8 parley send - $'a\\xff'");
        assertThat(run.status()).isEqualTo(Exit.USAGE);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).startsWith("parley: not UTF-8");
        assertThat(assertSucceeds(Tool.shell(folder, "printf 'a\\377' | parley send - | od -An -tx1"))
                        .output())
                .isEqualTo(" 61 ff\n");
    }

    @Test
    void inputWithoutAnEndIsNoMessage() throws java.io.IOException {
        Files.createFile(folder.resolve("progfile"));
        Tool.Run run = Tool.shell(
                folder,
                "parley create sysv-queue:progfile#65 && yes | parley send sysv-queue:progfile#65; status=$?;"
                        + " parley stat -n -o messages sysv-queue:progfile#65; parley rm sysv-queue:progfile#65;"
                        + " exit $status");
        assertThat(run.status()).isEqualTo(Exit.FAILED);
        assertThat(run.output()).isEqualTo("0\n");
        assertThat(run.errors()).startsWith("parley: send sysv-queue:").contains(": EMSGSIZE: ", "--lines");
    }

    @Test
    void standardInputAndOutputAreEndsAsWell() {
        assertThat(assertSucceeds(Tool.runWithInput("as it is", "recv", "-")).output())
                .isEqualTo("as it is");
        assertThat(assertSucceeds(Tool.runWithInput("as it is", "send", "-")).output())
                .isEqualTo("as it is");
        assertThat(assertSucceeds(Tool.runWithInput("as it is", "recv", "fd:0")).output())
                .isEqualTo("as it is");
        assertThat(assertSucceeds(Tool.run("send", "fd:1", "hello")).output()).isEqualTo("hello");
    }

    @Test
    void binaryInputArrivesByteForByte() {
        byte[] all = new byte[100_000];
        new java.util.Random(7).nextBytes(all);
        Path input = folder.resolve("input");
        Path copy = folder.resolve("copy");
        write(input, all);
        assertSucceeds(Tool.shell(folder, "parley send 'exec:cat > copy' < input"));
        assertThat(copy).hasBinaryContent(all);
        assertSucceeds(Tool.shell(folder, "parley recv - < input > copy"));
        assertThat(copy).hasBinaryContent(all);
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void bytesArePrintedAsTheyArrive() {
        try (Peer receiver = Tool.start("recv", "-")) {
            receiver.say("first").expect("first").say("second").expect("second");
            receiver.finishInput().expectEnd().expectExit(0);
        }
    }

    @Test
    void ofACStringOnlyWhatIsBeforeTheNulIsPrinted() {
        assertThat(Tool.runWithInput("text\0rubbish", "recv", "--cstring", "-").output())
                .isEqualTo("text\n");
    }

    @Test
    void aStreamAsHexadecimalDigitsIsOneLine() {
        assertThat(Tool.runWithInput("\0\u007fA", "recv", "--hex", "-").output())
                .isEqualTo("007f41\n");
    }

    @Test
    void receivingEndsAfterSoManyMessages() {
        Tool.Run run = Tool.runWithInput("one\ntwo\nthree\n", "recv", "-n", 2, "fd:0?frame=line");
        assertThat(run.output()).isEqualTo("one\ntwo\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void aMessageAsJsonIsOneObjectOnALine() {
        Tool.Run run = Tool.runWithInput("say \"hi\"\n\u00ff\n", "recv", "-j", "fd:0?frame=line");
        assertThat(run.output().lines().toList()).hasSize(2);
        assertThat(run.output()).contains("\"size\":8", "\"text\":\"say \\\"hi\\\"\"", "\"time\":\"20");
        assertThat(Tool.runWithInput("\0\n", "recv", "-j", "fd:0?frame=line").output())
                .contains("\"base64\":\"AA==\"");
    }

    @Test
    void theReceiverOnASocketLearnsWhoSends() {
        String address = "unix:" + folder.resolve("desk");
        try (Peer receiver = Tool.start("recv", "-j", address);
                Peer sender = startWhenReady(receiver, address)) {
            String json = receiver.readLine();
            assertThat(json).contains("\"text\":\"hello\"", "\"sender_pid\":" + sender.pid());
            sender.expectExit(0);
        }
    }

    private static Peer startWhenReady(Peer receiver, String address) {
        Tool.awaitBlocked(receiver);
        return Tool.start("send", address, "hello");
    }
}
