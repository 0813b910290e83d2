package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.pipe.Pipe;
import dev.parley.process.Child;
import dev.parley.process.ExitStatus;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.CProgram;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A pipe with a C program at one end. */
class PipeInteropTest {
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;

    @BeforeAll
    static void aCompilerIsThere() {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
    }

    @Test
    void javaReadsWhatCWrites() throws IOException {
        assertThat(hearFromC()).isEqualTo("Hello, parent!");
    }

    @Test
    void cReadsWhatJavaWritesUntilTheEnd() throws IOException {
        assertThat(tellC("Hello, child!")).isEqualTo("ready\nHello, child!\nend after 13 bytes\n");
    }

    @Test
    void eitherEndMayHaveAnyNumberInTheChild() throws IOException {
        try (Pipe pipe = Pipe.open();
                Pipe said = Pipe.open();
                Child child = Child.command(CProgram.compile("pipe_writer").command(42, "on forty-two"))
                        .descriptor(42, pipe.sink())
                        .stdout(said.sink())
                        .start()) {
            assertThat(pipe.source().readText()).isEqualTo("on forty-two");
            assertThat(said.source().readText()).isEqualTo("wrote 12 bytes\n");
            assertThat(child.await(Rounds.HANG)).isEqualTo(new ExitStatus.Exited(0));
        }
    }

    @Test
    void cSeesThatJavaStoppedReading() throws IOException {
        try (Pipe pipe = Pipe.open();
                Child child = recordWriter(pipe)) {
            pipe.source().read(ByteBuffer.allocate(100_000), Rounds.HANG);
            pipe.source().close();
            assertThat(child.await(Rounds.HANG)).isEqualTo(new ExitStatus.Exited(0));
        }
    }

    @Test
    void stoppedWriterIsATimeoutAndGoesOnWhenItIsResumed() throws IOException {
        try (Pipe pipe = Pipe.open();
                Child child = recordWriter(pipe)) {
            child.signal(SIGSTOP);
            Await.processState(child.pid(), 'T');
            ByteBuffer some = ByteBuffer.allocate(1 << 20);
            assertThatThrownBy(() -> {
                        while (some.hasRemaining()) {
                            pipe.source().read(some, Duration.ofMillis(20));
                        }
                    })
                    .isInstanceOf(TimedOutException.class);
            child.signal(SIGCONT);
            assertThat(pipe.source().read(some, Rounds.HANG)).isPositive();
            pipe.source().close();
            assertThat(child.await(Rounds.HANG)).isEqualTo(new ExitStatus.Exited(0));
        }
    }

    @Test
    void killedWriterLeavesWholeRecordsAndTheEnd() throws Exception {
        for (int i = 0; i < Rounds.KILLS; i++) {
            try (Pipe pipe = Pipe.open();
                    Child child = recordWriter(pipe);
                    var killer = killer(child)) {
                assertThat(Rounds.readRecords(pipe.source())).isNotNegative();
                killer.result();
                assertThat(child.await(Rounds.HANG)).isEqualTo(new ExitStatus.Killed(SIGKILL));
            }
        }
    }

    @Test
    void killedReaderIsAnExceptionForTheWriter() throws Exception {
        for (int i = 0; i < Rounds.KILLS; i++) {
            try (Pipe pipe = Pipe.open();
                    Child child = Child.command(
                                    "sh",
                                    "-c",
                                    "exec " + CProgram.compile("pipe_reader").executable() + " >/dev/null")
                            .stdin(pipe.source())
                            .start();
                    var killer = killer(child)) {
                assertThatThrownBy(() -> {
                            for (; ; ) {
                                pipe.sink().write(ByteBuffer.allocate(10_000), Rounds.HANG);
                            }
                        })
                        .isInstanceOf(PeerGoneException.class);
                killer.result();
                assertThat(child.await(Rounds.HANG)).isEqualTo(new ExitStatus.Killed(SIGKILL));
            }
        }
    }

    @Test
    void roundsLeaveNothingBehind() throws IOException {
        hearFromC();
        tellC("warm-up");
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < Rounds.LEAKS; i++) {
                assertThat(hearFromC()).isEqualTo("Hello, parent!");
                assertThat(tellC("round " + i)).contains("round " + i);
            }
        }
    }

    private static String hearFromC() throws IOException {
        try (Pipe pipe = Pipe.open();
                Child child = Child.command(CProgram.compile("pipe_writer").command())
                        .stdout(pipe.sink())
                        .start()) {
            String heard = pipe.source().readText();
            assertThat(child.await(Rounds.HANG)).isEqualTo(new ExitStatus.Exited(0));
            return heard;
        }
    }

    private static String tellC(String text) throws IOException {
        try (Pipe pipe = Pipe.open();
                Pipe said = Pipe.open();
                Child child = Child.command(CProgram.compile("pipe_reader").command(3))
                        .descriptor(3, pipe.source())
                        .stdout(said.sink())
                        .start()) {
            pipe.sink().write(text);
            pipe.sink().close();
            String answer = said.source().readText();
            assertThat(child.await(Rounds.HANG)).isEqualTo(new ExitStatus.Exited(0));
            return answer;
        }
    }

    private static Child recordWriter(Pipe pipe) throws IOException {
        return Child.command(CProgram.compile("record_writer").command())
                .stdout(pipe.sink())
                .start();
    }

    private static Background<Object> killer(Child child) {
        return Background.platform(() -> {
            Rounds.someMoment();
            child.kill();
            return null;
        });
    }
}
