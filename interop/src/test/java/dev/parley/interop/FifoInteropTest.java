package dev.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.pipe.Fifo;
import dev.parley.pipe.PipeSink;
import dev.parley.pipe.PipeSource;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.CProgram;
import dev.parley.testing.LeakCheck;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A FIFO with a C program at one end. */
class FifoInteropTest {
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    @BeforeAll
    static void aCompilerIsThere() {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
    }

    @Test
    void cWriterThatOpensFirstMeetsAJavaReader() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (Peer writer = CProgram.compile("fifo_writer").start(fifo.path(), "C first")) {
            Await.processBlockedIn(writer.expect("ready").pid(), "openat", "open");
            assertThat(read(fifo.openReader())).isEqualTo("C first");
            writer.expect("wrote 7 bytes").expectEnd().expectExit(0);
        }
    }

    @Test
    void javaReaderThatOpensFirstMeetsACWriter() throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (var reader = Background.platform(() -> read(fifo.openReader()))) {
            reader.awaitBlocked();
            try (Peer writer = CProgram.compile("fifo_writer").start(fifo.path(), "Java first")) {
                writer.expect("ready").expect("wrote 10 bytes").expectEnd().expectExit(0);
            }
            assertThat(reader.result()).isEqualTo("Java first");
        }
    }

    @Test
    void cReaderThatOpensFirstMeetsAJavaWriter() throws IOException {
        Path path = folder.resolve("fifo");
        try (Peer reader = CProgram.compile("fifo_reader").start(path)) {
            Await.processBlockedIn(reader.expect("ready").pid(), "openat", "open");
            write(Fifo.open(path).openWriter(), "C made it");
            reader.expect("C made it").expect("end after 9 bytes").expectEnd().expectExit(0);
        }
    }

    @Test
    void javaWriterThatOpensFirstMeetsACReader() throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (var writer = Background.virtual(() -> write(fifo.openWriter(), "Java waits"))) {
            writer.awaitBlocked();
            try (Peer reader = CProgram.compile("fifo_reader").start(fifo.path())) {
                reader.expect("ready")
                        .expect("Java waits")
                        .expect("end after 10 bytes")
                        .expectExit(0);
            }
            writer.result();
        }
    }

    @Test
    void oneReaderServesManyCWriters() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (PipeSource source = fifo.openReaderAcrossWriters()) {
            for (int i = 0; i < 5; i++) {
                try (Peer writer = CProgram.compile("fifo_writer").start(fifo.path(), "writer " + i)) {
                    ByteBuffer buffer = ByteBuffer.allocate(100);
                    source.read(buffer, Rounds.HANG);
                    assertThat(UTF_8.decode(buffer.flip()).toString()).isEqualTo("writer " + i);
                    writer.expectExit(0);
                }
            }
        }
    }

    @Test
    void stoppedReaderIsATimeoutOnceThePipeIsFull() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (Peer reader = CProgram.compile("fifo_reader").start(fifo.path());
                PipeSink sink = fifo.openWriter(Rounds.HANG)) {
            reader.stop();
            ByteBuffer much = ByteBuffer.allocate(1 << 20);
            assertThatThrownBy(() -> sink.write(much, Duration.ofMillis(50))).isInstanceOf(TimedOutException.class);
            reader.resume();
            sink.write(much, Rounds.HANG);
            assertThat(much.remaining()).isZero();
        }
    }

    @Test
    void killedWriterLeavesWholeRecordsAndTheEnd() throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        for (int i = 0; i < Rounds.KILLS; i++) {
            try (Peer writer = CProgram.compile("record_writer").start(fifo.path());
                    PipeSource source = fifo.openReader(Rounds.HANG);
                    var killer = Rounds.killer(writer)) {
                assertThat(Rounds.readRecords(source)).isNotNegative();
                killer.result();
                writer.expectExit(KILLED);
            }
        }
    }

    @Test
    void killedReaderIsAnExceptionForTheWriter() throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        for (int i = 0; i < Rounds.KILLS; i++) {
            try (Peer reader = Peer.start(new ProcessBuilder("sh", "-c", "exec cat <" + fifo.path() + " >/dev/null"));
                    PipeSink sink = fifo.openWriter(Rounds.HANG);
                    var killer = Rounds.killer(reader)) {
                assertThatThrownBy(() -> {
                            for (; ; ) {
                                sink.write(ByteBuffer.allocate(10_000), Rounds.HANG);
                            }
                        })
                        .isInstanceOf(PeerGoneException.class);
                killer.result();
                reader.expectExit(KILLED);
            }
        }
    }

    @Test
    void roundsLeaveNothingBehind() throws IOException {
        round();
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < Rounds.LEAKS; i++) {
                round();
            }
        }
    }

    private void round() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("round"));
        assertThat(fifo.tryOpenWriter()).isEmpty();
        try (Peer writer = CProgram.compile("fifo_writer").start(fifo.path(), "round")) {
            assertThat(read(fifo.openReader(Rounds.HANG))).isEqualTo("round");
            writer.expectExit(0);
        }
        assertThatThrownBy(() -> fifo.openReader(Duration.ZERO)).isInstanceOf(TimedOutException.class);
        fifo.remove();
    }

    private static String read(PipeSource source) throws IOException {
        try (source) {
            return source.readText();
        }
    }

    private static Object write(PipeSink sink, String text) throws IOException {
        try (sink) {
            sink.write(text);
            return sink;
        }
    }
}
