package dev.parley.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Background;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScratchTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 20_000;

    @Test
    void memoryIsLargeEnoughAndAligned() {
        for (long size : new long[] {0, 1, 64, Scratch.SIZE, Scratch.SIZE + 1, 1 << 20}) {
            try (Scratch scratch = Scratch.take(size)) {
                assertThat(scratch.segment().byteSize()).isGreaterThanOrEqualTo(size);
                assertThat(scratch.segment().address() % 64).isZero();
            }
        }
    }

    @Test
    void memoryInUseIsNeverHandedOutTwice() throws Exception {
        List<Scratch> taken = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            taken.add(Scratch.take(1));
        }
        assertThat(taken).extracting(scratch -> scratch.segment().address()).doesNotHaveDuplicates();
        taken.forEach(Scratch::close);

        List<Background<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int mark = i;
            threads.add(
                    i % 2 == 0
                            ? Background.platform(() -> disturbed(mark))
                            : Background.virtual(() -> disturbed(mark)));
        }
        for (var thread : threads) {
            assertThat(thread.result()).isZero();
            thread.close();
        }
    }

    private static int disturbed(long mark) {
        int disturbed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try (Scratch scratch = Scratch.take(16)) {
                scratch.segment().set(JAVA_LONG, 0, mark);
                if (i % 64 == 0) {
                    Thread.yield();
                }
                disturbed += scratch.segment().get(JAVA_LONG, 0) == mark ? 0 : 1;
            }
        }
        return disturbed;
    }
}
