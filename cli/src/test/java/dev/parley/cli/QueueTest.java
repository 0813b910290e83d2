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

/** The tool and a System V message queue of {@code ftok("progfile", 65)}. */
class QueueTest {
    @TempDir
    Path folder;

    private Path file;
    private String queue;

    @BeforeEach
    void makeQueue() throws IOException {
        file = Files.createFile(folder.resolve("progfile"));
        queue = "sysv-queue:" + file + "#65";
        assertSucceeds(Tool.run("create", queue + "?exclusive"));
    }

    @AfterEach
    void removeQueue() {
        Tool.run("rm", queue);
    }

    @Test
    void messagesStayApartAndInOrder() {
        assertSucceeds(Tool.runWithInput("one\ntwo\n", "send", "--lines", queue));
        assertThat(assertSucceeds(Tool.run("recv", "-n", 2, queue)).output()).isEqualTo("one\ntwo\n");
    }

    @Test
    void wholeInputIsOneMessage() {
        assertSucceeds(Tool.runWithInput("one\ntwo\n", "send", queue));
        assertThat(Tool.run("stat", "-o", "messages", "-n", queue).output()).isEqualTo("1\n");
        assertThat(Tool.run("recv", "-n", 1, queue).output()).isEqualTo("one\ntwo\n");
    }

    @Test
    void theTypeIsSentAndSelectedBy() {
        assertSucceeds(Tool.run("send", queue + "?type=7", "seven"));
        assertSucceeds(Tool.run("send", queue + "?type=3", "three"));
        assertThat(Tool.run("recv", "-n", 1, "-j", queue + "?type=3").output())
                .contains("\"type\":3,\"text\":\"three\"");
        assertThat(Tool.run("recv", "-n", 1, "-j", queue).output()).contains("\"type\":7,\"text\":\"seven\"");
    }

    @Test
    void receivingFromAnEmptyQueueTimesOut() {
        Tool.Run run = Tool.run("recv", queue + "?timeout=50ms");
        assertThat(run.status()).isEqualTo(Exit.TIMED_OUT);
        assertThat(run.errors()).matches("parley: msgrcv sysv-queue:\\S+: ETIMEDOUT: .*\n");
    }

    @Test
    void removingTheQueueEndsAReceiverWithAnError() {
        try (Peer receiver = Tool.start("recv", queue)) {
            Tool.awaitBlocked(receiver);
            assertSucceeds(Tool.run("rm", queue));
            receiver.expectEnd().expectExit(Exit.FAILED);
            assertThat(receiver.errors()).matches("parley: msgrcv sysv-queue:\\S+: EIDRM: .*");
        }
    }

    @Test
    void aCProgramThatSendsItsWholeStructIsReadUpToTheNul() {
        Assumptions.assumeTrue(CProgram.isAvailable(), CProgram::unavailableReason);
        try (Peer sender = CProgram.compile("sysv_queue_send").start(file, 65, 1, "Hello, Message Queue!")) {
            sender.expectExit(0);
        }
        assertThat(Tool.run("recv", "-n", 1, "--cstring", queue + "?type=1").output())
                .isEqualTo("Hello, Message Queue!\n");
    }

    @Test
    void aCProgramReceivesWhatTheToolSent() {
        Assumptions.assumeTrue(CProgram.isAvailable(), CProgram::unavailableReason);
        assertSucceeds(Tool.run("send", queue + "?type=5", "Hello, C!"));
        try (Peer receiver = CProgram.compile("sysv_queue_receive").start(file, 65, 5)) {
            receiver.expect("ready")
                    .expect("received type=5 size=9 text=Hello, C!")
                    .expectExit(0);
        }
    }
}
