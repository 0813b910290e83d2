package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
