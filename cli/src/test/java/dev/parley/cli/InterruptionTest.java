package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Await;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C and SIGTERM in everything that waits. */
class InterruptionTest {
    private static final int SIGINT = 128 + 2;
    private static final int SIGTERM = 128 + 15;

    /** A second is what is promised on a machine that is not busy. */
    private static final Duration NOT_HUNG = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private void assertEnds(Peer tool, String signal, int status) {
        tool.signal(signal);
        assertThat(tool.exitStatus(NOT_HUNG)).isEqualTo(status);
        assertThat(tool.errors()).isEmpty();
    }

    private void assertInterruptible(Object... arguments) {
        try (Peer tool = Tool.start(arguments)) {
            Tool.awaitBlocked(tool);
            assertEnds(tool, "INT", SIGINT);
        }
    }

    private List<Path> left() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recv fifo:%s", "send fifo:%s hello", "recv unix:%s", "send unix:%s?listen hello"})
    void whatWaitsForTheOtherSideEndsAndLeavesNoName(String words) {
        assertInterruptible((Object[])
                words.replace("%s", folder.resolve("name").toString()).split(" "));
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"recv -", "send -", "send --lines -", "recv tcp:127.0.0.1:0", "recv unix:@parley-interrupted"})
    void whatWaitsForInputOrAConnectionEnds(String words) {
        assertInterruptible((Object[]) words.split(" "));
    }

    @Test
    void sigtermEndsItAsWell() {
        try (Peer tool = Tool.start("recv", "fifo:" + folder.resolve("name"))) {
            Tool.awaitBlocked(tool);
            assertEnds(tool, "TERM", SIGTERM);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void aFifoThatWasThereStays() {
        String fifo = "fifo:" + folder.resolve("name");
        assertSucceeds(Tool.run("create", fifo));
        assertInterruptible("recv", fifo);
        assertThat(left()).hasSize(1);
    }

    @Test
    void aReceiverWhoseSenderIsSilentEnds() {
        String socket = "unix:" + folder.resolve("desk");
        try (Peer receiver = Tool.start("recv", socket)) {
            Tool.awaitBlocked(receiver);
            try (Peer sender = Tool.start("send", socket)) {
                sender.say("hello");
                receiver.expect("hello");
                Tool.awaitBlocked(receiver);
                assertEnds(receiver, "INT", SIGINT);
            }
        }
    }

    @Test
    void aSenderThatNobodyReadsEnds() throws IOException {
        Path file = Files.createFile(folder.resolve("progfile"));
        String queue = "sysv-queue:" + file + "#65";
        assertSucceeds(Tool.run("create", queue));
        try {
            assertInterruptible("recv", queue);
            Path flood = folder.resolve("flood");
            Files.writeString(flood, "x".repeat(100).concat("\n").repeat(1000));
            try (Peer sender = Peer.start(new ProcessBuilder(Stream.concat(
                                    Stream.of("env", "--default-signal=INT"),
                                    Tool.command("send", "--lines", queue).stream())
                            .toList())
                    .redirectInput(flood.toFile()))) {
                Tool.awaitBlocked(sender);
                assertEnds(sender, "INT", SIGINT);
            }
        } finally {
            assertSucceeds(Tool.run("rm", queue));
        }
    }

    @Test
    void aChildEndsWithTheToolThatStartedIt() {
        for (String verb : List.of("recv", "send")) {
            try (Peer tool = Tool.start(verb, "exec:cd " + folder + "; echo $$ > new; mv new pid; exec sleep 600")) {
                Await.until("the child to start", () -> Files.exists(folder.resolve("pid")));
                Tool.awaitBlocked(tool);
                assertEnds(tool, "TERM", SIGTERM);
                Await.processGone(
                        Long.parseLong(Files.readString(folder.resolve("pid")).strip()));
                Files.delete(folder.resolve("pid"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void whatACommandStartedEndsWithIt() throws IOException {
        Path pid = folder.resolve("pid");
        String command = "exec:cd " + folder + "; sleep 600 & echo $! > new; mv new pid; wait";
        try (Peer tool = Tool.start("recv", command)) {
            Await.until("the child's child to start", () -> Files.exists(pid));
            Tool.awaitBlocked(tool);
            assertEnds(tool, "TERM", SIGTERM);
            Await.processGone(Long.parseLong(Files.readString(pid).strip()));
        }
    }
}
