package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Await;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code create}, {@code stat} and {@code rm}, for each kind of object that has them. */
class ObjectTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeFile() throws IOException {
        Files.createFile(folder.resolve("progfile"));
    }

    private String address(String scheme) {
        return scheme.equals("fifo")
                ? "fifo:" + folder.resolve("feed")
                : scheme + ":" + folder.resolve("progfile") + "#65";
    }

    @ParameterizedTest
    @CsvSource({"fifo, ''", "sysv-queue, ''", "sysv-shm, size=4096", "sysv-sem, n=3"})
    void anObjectIsMadeOnceDescribedAndDestroyed(String scheme, String options) {
        String address = address(scheme);
        assertSucceeds(Tool.run(
                "create",
                address + "?mode=0640&" + options.replace("''", "")
                        + (options.isEmpty() ? "exclusive" : "&exclusive")));
        Tool.Run again = Tool.run("create", address + "?exclusive" + (options.isEmpty() ? "" : "&" + options));
        assertThat(again.status()).isEqualTo(Exit.FAILED);
        assertThat(again.errors()).contains(": EEXIST: ");
        assertThat(assertSucceeds(Tool.run("stat", address)).output()).containsPattern("(?m)^mode +0640$");
        assertThat(assertSucceeds(Tool.run("stat", "-J", address)).output()).contains("\"mode\": \"0640\"");
        assertSucceeds(Tool.run("rm", address));
        Tool.Run gone = Tool.run("stat", address);
        assertThat(gone.status()).isEqualTo(Exit.FAILED);
        assertThat(gone.errors()).contains(": ENOENT: ");
    }

    @Test
    void aDescriptionCanBeCutToWhatAScriptWants() {
        String fifo = address("fifo");
        assertSucceeds(Tool.run("create", fifo));
        assertThat(Tool.run("stat", "-n", "-o", "kind,mode", fifo).output()).isEqualTo("fifo\n0600\n");
        assertThat(Tool.run("stat", "-j", "-o", "kind", fifo).output()).isEqualTo("{\"kind\":\"fifo\"}\n");
        assertThat(Tool.run("stat", "-r", "-o", "mode", fifo).output()).isEqualTo("mode 0600\n");
        assertThat(Tool.run("stat", "-o", "colour", fifo).status()).isEqualTo(Exit.USAGE);
        assertThat(Tool.run("stat", "-o", "+kind", fifo).output())
                .startsWith("address ")
                .endsWith("kind     fifo\n")
                .containsOnlyOnce("kind");
        assertThat(Tool.run("stat", "-H", fifo).output().lines()).contains("address", "kind", "mode");
    }

    @Test
    void aDescriptionIsShownIfItPassesTheFilter() {
        String queue = address("sysv-queue");
        assertSucceeds(Tool.run("create", queue));
        try {
            assertSucceeds(Tool.run("send", queue, "hello"));
            assertThat(assertSucceeds(Tool.run(
                                    "stat",
                                    "-o",
                                    "bytes",
                                    "-Q",
                                    "messages > 0 && mode =~ '06.0' && !(bytes < 5)",
                                    queue))
                            .output())
                    .isEqualTo("bytes  5\n");
            assertSucceeds(Tool.run("stat", "-Q", "send_time > '2020' && last_receiver_pid == 0", queue));
            Tool.Run other = Tool.run("stat", "-Q", "messages > 1", queue);
            assertThat(other.status()).isEqualTo(Exit.FAILED);
            assertThat(other.output() + other.errors()).isEmpty();
        } finally {
            assertSucceeds(Tool.run("rm", queue));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour == 1",
                "mode ==",
                "mode",
                "new('java.io.File', 'x')",
                "mode = 7",
                "while (true) {}",
                "mode =~ '['"
            })
    void aFilterThatIsNoneIsRefused(String expression) {
        Tool.Run run = Tool.run("stat", "-Q", expression, "fd:0");
        assertThat(run.status()).isEqualTo(Exit.USAGE);
        assertThat(run.errors()).startsWith("parley: ").hasLineCount(1);
    }

    @Test
    void aDescriptionIsWatchedUntilInterrupted() {
        String queue = address("sysv-queue");
        assertSucceeds(Tool.run("create", queue));
        try (Peer watcher = Tool.start("stat", "-w0.05", "-j", "-o", "messages", queue)) {
            watcher.expect("{\"messages\":0}").expect("{\"messages\":0}");
            assertSucceeds(Tool.run("send", queue, "hello"));
            while (!watcher.readLine().equals("{\"messages\":1}")) {
                // the one before
            }
            watcher.signal("INT");
            assertThat(watcher.exitStatus(Await.DEADLINE)).isEqualTo(128 + 2);
        } finally {
            assertSucceeds(Tool.run("rm", queue));
        }
        Tool.Run gone = Tool.run("stat", "-w", queue);
        assertThat(gone.status()).isEqualTo(Exit.FAILED);
        assertThat(Tool.run("stat", "-wsoon", queue).status()).isEqualTo(Exit.USAGE);
    }

    @Test
    void anInheritedDescriptorIsDescribed() {
        assertThat(assertSucceeds(Tool.run("stat", "fd:0")).output()).containsPattern("(?m)^kind +fifo$");
    }

    @Test
    void aListeningSocketIsDescribed() {
        String socket = "unix:" + folder.resolve("desk");
        try (Peer receiver = Tool.start("recv", socket)) {
            Tool.awaitBlocked(receiver);
            assertThat(assertSucceeds(Tool.run("stat", socket)).output()).containsPattern("(?m)^listening +yes$");
        }
    }
}
