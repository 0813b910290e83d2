package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.queue.Select;
import dev.parley.queue.SysvMessage;
import dev.parley.queue.SysvQueue;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.CProgram;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages between Java and C, in one queue that both find by ftok("progfile", 65). */
class SysvQueueInteropTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PROGFILE = "progfile";

    @TempDir
    Path folder;

    private SysvQueue queue;

    @BeforeEach
    void createQueue() throws IOException {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
        queue = SysvQueue.create(SysvKey.of(Files.createFile(folder.resolve(PROGFILE)), 65), 0666);
    }

    @AfterEach
    void removeQueue() throws IOException {
        if (queue != null) {
            try {
                queue.remove();
            } catch (RemovedException done) {
                queue.close();
            }
        }
    }

    private Peer sender(Object... arguments) {
        return start("sysv_queue_send", arguments);
    }

    private Peer receiver(Object... arguments) {
        return start("sysv_queue_receive", arguments);
    }

    private Peer start(String program, Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        all[0] = PROGFILE;
        all[1] = 65;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return CProgram.compile(program).startIn(folder, all);
    }

    /** It passes the size of its struct where the size of the text is wanted, as many programs do. */
    @Test
    void javaReadsTheTextThatACProgramSentInItsWholeStruct() throws IOException {
        try (Peer sender = sender(1, "Hello, Message Queue!")) {
            sender.expect("ready").expectStart("sent type=1 size=112");
            SysvMessage message = queue.receive(Select.type(1), LONG);
            assertThat(message.type()).isEqualTo(1);
            assertThat(message.size()).isEqualTo(112);
            assertThat(message.cString()).isEqualTo("Hello, Message Queue!");
            sender.expectExit(0);
        }
    }

    @Test
    void javaReadsExactlyTheTextThatACProgramSent() throws IOException {
        try (Peer sender = sender(7, "exact", "--exact")) {
            assertThat(queue.receive(Select.type(7), LONG).text()).isEqualTo("exact");
            sender.expect("ready").expect("sent type=7 size=5 text=exact");
            assertThat(queue.status().lastSender()).isEqualTo((int) sender.pid());
        }
    }

    @Test
    void cProgramGetsWhatJavaSendsWhileItWaits() throws IOException {
        try (Peer receiver = receiver(0)) {
            receiver.expect("ready");
            Await.processBlockedIn(receiver.pid(), "msgrcv");
            queue.send(3, "from Java");
            receiver.expect("received type=3 size=9 text=from Java").expectExit(0);
        }
    }

    @Test
    void cProgramFindsWhatJavaSentBefore() throws IOException {
        queue.send(5, "later");
        queue.send(2, "sooner");
        try (Peer receiver = receiver(-4)) {
            receiver.expect("ready")
                    .expect("received type=2 size=6 text=sooner")
                    .expectExit(0);
        }
        assertThat(queue.status().messages()).isEqualTo(1);
    }

    @Test
    void cSenderWaitsUntilJavaMakesRoom() throws IOException {
        queue.setMaximumBytes(200);
        queue.send(1, new byte[150]);
        try (Peer sender = sender(2, "waited")) {
            sender.expect("ready");
            Await.processBlockedIn(sender.pid(), "msgsnd");
            queue.receive(Select.type(1));
            assertThat(queue.receive(Select.type(2), LONG).cString()).isEqualTo("waited");
            sender.expectStart("sent");
        }
    }

    @Test
    void javaIsToldWhenACProgramRemovesTheQueue() throws Exception {
        try (var waiter = Background.platform(() -> queue.receive(Select.type(99)));
                Peer receiver = receiver(1, "--remove")) {
            Await.blockedIn(waiter.tid(), "msgrcv");
            queue.send(1, "the last one");
            receiver.expect("ready").expectStart("received");
            receiver.expectExit(0);
            assertThat(waiter.failure()).isInstanceOf(RemovedException.class).hasMessageContaining("EIDRM");
        }
    }

    @Test
    void cProgramThatIsKilledWhileItWaitsTakesNothing() throws IOException {
        try (Peer receiver = receiver(1)) {
            receiver.expect("ready");
            Await.processBlockedIn(receiver.pid(), "msgrcv");
            receiver.kill().exitStatus();
        }
        queue.send(1, "still there");
        assertThat(queue.tryReceive(Select.any()).map(SysvMessage::text)).contains("still there");
    }

    @Test
    void cProgramThatIsStoppedGetsItsMessageLater() throws IOException {
        try (Peer receiver = receiver(1)) {
            receiver.expect("ready");
            Await.processBlockedIn(receiver.pid(), "msgrcv");
            receiver.stop();
            queue.send(1, "patience");
            receiver.resume().expect("received type=1 size=8 text=patience").expectExit(0);
        }
    }

    /** Messages of util-linux's making and taking. */
    @Test
    void operatorsToolsSeeAndRemoveWhatJavaUses() throws Exception {
        queue.send(1, "12345");
        try (Peer ipcs = Peer.start(new ProcessBuilder("ipcs", "-q", "-i", Integer.toString(queue.id())))) {
            String line = ipcs.readLine();
            while (line != null && !line.contains("cbytes=")) {
                line = ipcs.readLine();
            }
            assertThat(line)
                    .contains("cbytes=5")
                    .contains("qnum=1")
                    .contains("lspid=" + ProcessHandle.current().pid());
        }
        try (var waiter = Background.virtual(() -> queue.receive(Select.type(99)))) {
            waiter.awaitBlocked();
            Await.blockedIn("parley-helper", "msgrcv");
            try (Peer ipcrm = Peer.start(new ProcessBuilder("ipcrm", "-q", Integer.toString(queue.id())))) {
                ipcrm.expectExit(0);
            }
            assertThat(waiter.failure()).isInstanceOf(RemovedException.class);
        }
    }
}
