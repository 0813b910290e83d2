package dev.parley.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes of PIPE_BUF bytes do not mix, whoever else writes. */
class PipeAtomicityTest {
    private static final int WRITERS = 3;
    private static final int RECORDS = 2_000;
    private static final int THREADS = 2;

    @TempDir
    Path folder;

    @Test
    void recordsOfSeveralProcessesAndThreadsArriveWhole() throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        List<Peer> writers = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(ChildJvm.running(Writer.class).args(fifo.path(), i).start());
            }
            try (PipeSource source = fifo.openReaderAcrossWriters();
                    InputStream in = source.inputStream()) {
                writers.forEach(writer -> writer.expect("ready"));
                writers.forEach(writer -> writer.say("go"));
                assertEveryRecordIsOneWritersOwn(in);
            }
            writers.forEach(writer -> writer.expectExit(0));
        } finally {
            writers.forEach(Peer::close);
        }
    }

    private static void assertEveryRecordIsOneWritersOwn(InputStream in) throws IOException {
        var seen = new int[WRITERS * THREADS];
        for (int i = 0; i < WRITERS * THREADS * RECORDS; i++) {
            byte[] record = in.readNBytes(Pipe.PIPE_BUF);
            byte[] uniform = new byte[Pipe.PIPE_BUF];
            Arrays.fill(uniform, record[0]);
            assertThat(record).isEqualTo(uniform);
            seen[record[0]]++;
        }
        assertThat(seen).containsOnly(RECORDS);
    }

    /** Writes records on two threads, one of them virtual, when told. */
    static final class Writer {
        static void main(String... args) throws Exception {
            int first = Integer.parseInt(args[1]) * THREADS;
            try (PipeSink sink = Fifo.open(Path.of(args[0])).openWriter()) {
                System.out.println("ready");
                System.in.read();
                var done = new CountDownLatch(THREADS);
                Thread.ofPlatform().start(() -> write(sink, first, done));
                Thread.ofVirtual().start(() -> write(sink, first + 1, done));
                done.await();
            }
        }

        private static void write(PipeSink sink, int number, CountDownLatch done) {
            var record = new byte[Pipe.PIPE_BUF];
            Arrays.fill(record, (byte) number);
            try {
                for (int i = 0; i < RECORDS; i++) {
                    sink.write(ByteBuffer.wrap(record));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            } finally {
                done.countDown();
            }
        }
    }
}
