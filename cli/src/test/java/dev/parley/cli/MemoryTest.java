package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.CProgram;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code peek} and {@code poke}. */
class MemoryTest {
    @TempDir
    Path folder;

    private Path file;
    private String memory;

    @BeforeEach
    void makeMemory() throws IOException {
        file = Files.createFile(folder.resolve("shmfile"));
        memory = "sysv-shm:" + file + "#65";
        assertSucceeds(Tool.run("create", memory + "?size=64"));
    }

    @AfterEach
    void removeMemory() {
        Tool.run("rm", memory);
    }

    @Test
    void whatIsPokedIsPeeked() {
        assertSucceeds(Tool.run("poke", memory, "--offset", 8, "hello", "there"));
        assertThat(assertSucceeds(Tool.run("peek", memory, "--offset", "0x8", "--cstring"))
                        .output())
                .isEqualTo("hello there\n");
        assertThat(Tool.run("peek", memory, "--offset", 6, "--length", 4).output())
                .isEqualTo("\0\0he");
        assertThat(Tool.run("peek", memory).bytes()).hasSize(64);
    }

    @Test
    void hexadecimalDigitsGoInAndComeOut() {
        assertSucceeds(Tool.run("poke", memory, "--hex", "cafe 00", "ff"));
        assertThat(Tool.run("peek", memory, "--hex", "--length", 5).output()).isEqualTo("cafe00ff00\n");
    }

    @Test
    void standardInputIsPokedWithoutText() {
        assertSucceeds(Tool.runWithInput("from input", "poke", memory));
        assertThat(Tool.run("peek", memory, "--cstring").output()).isEqualTo("from input\n");
    }

    @Test
    void standardInputMayBeDigitsToo() {
        assertSucceeds(Tool.runWithInput("01 23\n45\n", "poke", memory, "--hex"));
        assertThat(Tool.run("peek", memory, "--hex", "--length", 4).output()).isEqualTo("01234500\n");
    }

    @Test
    void zerosFillALengthThatTheTextDoesNot() {
        assertSucceeds(Tool.run("poke", memory, "longer text"));
        assertSucceeds(Tool.run("poke", memory, "--length", 4, "no"));
        assertThat(Tool.run("peek", memory, "--length", 6).output()).isEqualTo("no\0\0er");
        assertThat(Tool.run("poke", memory, "--length", 1, "no").status()).isEqualTo(Exit.USAGE);
        assertThat(Tool.run("poke", memory, "--length", "8G", "no").errors()).contains(": ERANGE: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--hex", "--length 16", "--offset 60"})
    void inputWithoutAnEndDoesNotFit(String options) {
        String yes = options.equals("--hex") ? "yes ca" : "yes";
        Tool.Run run = Tool.shell(folder, yes + " | parley poke " + options + " '" + memory + "'");
        assertThat(run.status()).isEqualTo(options.startsWith("--length") ? Exit.USAGE : Exit.FAILED);
        assertThat(run.errors()).contains(options.startsWith("--length") ? "longer than --length" : ": ERANGE: ");
        assertThat(Tool.run("peek", memory, "--hex").output()).isEqualTo("00".repeat(64) + "\n");
    }

    @Test
    void aCStringEndsWhatWasThereBefore() {
        assertSucceeds(Tool.run("poke", memory, "longer text"));
        assertSucceeds(Tool.run("poke", memory, "--cstring", "short"));
        assertThat(Tool.run("peek", memory, "--cstring").output()).isEqualTo("short\n");
    }

    @Test
    void whatIsBeyondTheEndIsRefused() {
        Tool.Run peek = Tool.run("peek", memory, "--offset", 60, "--length", 5);
        assertThat(peek.status()).isEqualTo(Exit.FAILED);
        assertThat(peek.errors()).startsWith("parley: peek " + "sysv-shm:").contains(": ERANGE: ", "64 bytes");
        Tool.Run poke = Tool.run("poke", memory, "--offset", 63, "ab");
        assertThat(poke.status()).isEqualTo(Exit.FAILED);
        assertThat(poke.errors()).contains(": ERANGE: ");
    }

    @Test
    void aCProgramReadsWhatTheToolWroteAndTheOtherWayRound() {
        Assumptions.assumeTrue(CProgram.isAvailable(), CProgram::unavailableReason);
        assertSucceeds(Tool.run("poke", memory, "--cstring", "Hello, C!"));
        try (Peer reader = CProgram.compile("sysv_shm_read").start(file, 65, 0)) {
            reader.expect("read Hello, C!").expectStart("size=64");
            reader.expectExit(0);
        }
        try (Peer writer = CProgram.compile("sysv_shm_write").start(file, 65, 64, "Hello, tool!")) {
            writer.expect("wrote Hello, tool!").expectExit(0);
        }
        assertThat(Tool.run("peek", memory, "--cstring").output()).isEqualTo("Hello, tool!\n");
    }
}
