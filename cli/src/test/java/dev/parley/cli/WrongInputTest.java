package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool says, on one line, and how it exits. */
class WrongInputTest {
    @TempDir
    Path folder;

    private static void assertFails(Tool.Run run, int status, String pattern) {
        assertThat(run.errors()).matches("parley: " + pattern + "\n");
        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "stat",
                "stat nonsense",
                "stat nosuch:thing",
                "stat fifo:x --nosuch",
                "stat fifo:x fifo:y",
                "stat fifo:x?nosuch",
                "stat exec:true",
                "recv sysv-shm:0x1",
                "peek fifo:x",
                "recv fifo:%zz",
                "recv fifo:x?timeout=soon",
                "recv -n 0 -",
                "recv -n x -",
                "recv fd:x",
                "recv unix:x?listen&connect",
                "recv tcp:localhost",
                "stat sysv-queue:hello",
                "create sysv-shm:0x1",
                "create sysv-sem:0x1",
                "peek sysv-shm:0x1 --length -1",
                "poke sysv-shm:0x1 --hex xyz",
                "send --lines - text",
                "bench nosuch",
                "bench --pin nosuch",
                "bench --size 0",
                "bench --seconds long",
                "completion fish"
            })
    void whatMakesNoSenseIsUsage(String words) {
        assertFails(Tool.run((Object[]) words.split(" ")), Exit.USAGE, ".+");
    }

    @Test
    void anUnknownSchemeIsAnsweredWithThoseThereAre() {
        assertFails(Tool.run("recv", "carrier-pigeon:x"), Exit.USAGE, "no such scheme.*carrier-pigeon.*fifo.*unix.*");
    }

    @Test
    void whatIsMissingIsNamed() {
        Path missing = folder.resolve("missing");
        assertFails(Tool.run("stat", "fifo:" + missing), Exit.FAILED, "stat fifo:" + missing + ": ENOENT: .*");
        assertFails(Tool.run("rm", "fifo:" + missing), Exit.FAILED, "\\S+ fifo:" + missing + ": ENOENT: .*");
        assertFails(Tool.run("send", "unix:" + missing, "x"), Exit.FAILED, "connect unix:" + missing + ": ENOENT: .*");
        assertFails(
                Tool.run("recv", "fifo:" + missing + "/x"), Exit.FAILED, "mkfifo fifo:" + missing + "/x: ENOENT: .*");
        assertFails(
                Tool.run("recv", "sysv-queue:" + missing + "#65"),
                Exit.FAILED,
                "ftok sysv-queue:" + missing + "#65: ENOENT: .*");
        assertFails(Tool.run("peek", "sysv-shm:id=2000000000"), Exit.FAILED, "\\S+ sysv-shm:id=2000000000: .*");
    }

    @Test
    void whatIsNotAFifoIsNotTakenForOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        assertFails(Tool.run("rm", "fifo:" + file), Exit.FAILED, "\\S+ fifo:" + file + ": EINVAL: .*");
        assertThat(file).hasContent("content");
    }

    @Test
    void nobodyListeningIsSaid() {
        assertFails(
                Tool.run("send", "unix:@parley-nobody", "x"),
                Exit.FAILED,
                "connect unix:@parley-nobody: ECONNREFUSED: .*");
    }

    @Test
    void noPermissionIsSaid() throws IOException {
        String fifo = "fifo:" + folder.resolve("feed");
        assertSucceeds(Tool.run("create", fifo + "?mode=0"));
        assertFails(Tool.runWithoutPrivileges("recv", fifo), Exit.FAILED, "open " + fifo + ": EACCES: .*");
        Path file = Files.createFile(folder.resolve("progfile"));
        String queue = "sysv-queue:" + file + "#65";
        assertSucceeds(Tool.run("create", queue + "?mode=0"));
        try {
            assertFails(Tool.runWithoutPrivileges("recv", queue), Exit.FAILED, "\\S+ sysv-queue:\\S+: EACCES: .*");
        } finally {
            assertSucceeds(Tool.run("rm", queue));
        }
    }

    @Test
    void aFifoThatNobodyCameToIsTakenBack() {
        Path path = folder.resolve("feed");
        assertFails(
                Tool.run("recv", "fifo:" + path + "?timeout=50ms"),
                Exit.TIMED_OUT,
                "open fifo:" + path + ": ETIMEDOUT: .*");
        assertThat(path).doesNotExist();
        assertSucceeds(Tool.run("create", "fifo:" + path));
        assertThat(Tool.run("send", "fifo:" + path + "?timeout=50ms", "x").status())
                .isEqualTo(Exit.TIMED_OUT);
        assertThat(path).exists();
    }

    @Test
    void namesCannotBreakTheLine() {
        assertFails(Tool.run("stat", "fifo:/nowhere/a\nb\u001b[31m"), Exit.FAILED, "stat fifo:\\S+: ENOENT: .*");
    }

    @Test
    void onlyDebugShowsWhereItHappened() {
        assertThat(Tool.run("stat", "--debug", "fifo:/nowhere/x").errors()).contains("ENOENT", "\tat dev.parley");
        assertThat(Tool.run("--debug", "stat", "fifo:/nowhere/x").errors()).contains("ENOENT", "\tat dev.parley");
        assertThat(Tool.run("stat", "fifo:/nowhere/x").errors()).doesNotContain("\tat ");
    }

    @Test
    void aFullDiskIsAFailure() {
        Tool.Run run = Tool.shell(folder, "parley send - hello > /dev/full");
        assertThat(run.status()).isEqualTo(Exit.FAILED);
        assertThat(run.errors()).matches("parley: write \\S+: ENOSPC: .*\n");
    }
}
