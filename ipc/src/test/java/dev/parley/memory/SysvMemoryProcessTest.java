package dev.parley.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.SysvKey;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Await;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs and one piece of memory. */
class SysvMemoryProcessTest {
    private static final VarHandle WORD = JAVA_LONG.varHandle();

    @TempDir
    Path folder;

    @Test
    void memoryAndContentOutliveACreatorThatIsKilled() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (Peer creator = ChildJvm.running(Counter.class).args(key.value()).start()) {
            creator.expect("counting");
            try (var memory = SysvMemory.open(key)) {
                assertThat(memory.status().attached()).isEqualTo(2);
                assertThat(memory.status().creator()).isEqualTo((int) creator.pid());
                creator.kill().exitStatus();
                assertThat(memory.status().attached()).isEqualTo(1);
                assertThat(memory.segment().get(JAVA_LONG, 0)).isPositive();
                memory.remove();
            }
        }
    }

    /** Two words that a peer keeps equal; when it dies, at whatever moment, they are at most one apart, for ever. */
    @Test
    void whatAKilledPeerWroteStaysAsItWas() throws IOException {
        for (int i = 0; i < SysvTesting.KILLS; i++) {
            SysvKey key = SysvTesting.key(folder);
            try (var memory = SysvMemory.create(key, 16);
                    Peer peer =
                            ChildJvm.running(Counter.class).args(key.value()).start()) {
                peer.expect("counting");
                MemorySegment words = memory.segment();
                long target = (long) WORD.getVolatile(words, 0L)
                        + ThreadLocalRandom.current().nextInt(100_000);
                Await.until("the peer to count", () -> (long) WORD.getVolatile(words, 0L) >= target);
                peer.kill().exitStatus();
                long first = (long) WORD.getVolatile(words, 0L);
                long second = (long) WORD.getVolatile(words, 8L);
                assertThat(first - second).isBetween(0L, 1L);
                assertThat(memory.status().attached()).isEqualTo(1);
                memory.remove();
            }
        }
    }

    @Test
    void stoppedPeerGoesOnWhereItWas() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 16);
                Peer peer = ChildJvm.running(Counter.class).args(key.value()).start()) {
            peer.expect("counting").stop();
            MemorySegment words = memory.segment();
            long before = (long) WORD.getVolatile(words, 0L);
            assertThat(memory.status().attached()).isEqualTo(2);
            assertThat((long) WORD.getVolatile(words, 0L)).isEqualTo(before);
            peer.resume();
            Await.until("the peer to count on", () -> (long) WORD.getVolatile(words, 0L) > before);
            memory.remove();
        }
    }

    /** Counts in both words, one after the other, until it is killed. */
    static final class Counter {
        private Counter() {}

        static void main(String... args) throws Exception {
            var memory = SysvMemory.openOrCreate(SysvKey.of(Integer.parseInt(args[0])), 16);
            for (long i = 1; ; i++) {
                WORD.setVolatile(memory.segment(), 0L, i);
                WORD.setVolatile(memory.segment(), 8L, i);
                if (i == 1) {
                    System.out.println("counting");
                }
            }
        }
    }
}
