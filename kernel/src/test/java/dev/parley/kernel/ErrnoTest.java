package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Background;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    private static final int NO_DESCRIPTOR = -1;
    private static final int ROUNDS = 10_000;

    @Test
    void errorIsFoundByWhatACallReturned() {
        assertThat(Errno.of(-11)).isEqualTo(Errno.EAGAIN);
        assertThat(Errno.of(-11L)).isEqualTo(Errno.EAGAIN);
        assertThat(Errno.EAGAIN.is(-11)).isTrue();
        assertThat(Errno.EAGAIN.is(11)).isFalse();
        assertThat(Errno.EAGAIN.result()).isEqualTo(-11);
    }

    @Test
    void whatIsNoErrorIsNone() {
        for (long result :
                new long[] {0, 1, Long.MAX_VALUE, -41, -255, -256, -4096, Integer.MIN_VALUE, Long.MIN_VALUE}) {
            assertThat(Errno.of(result)).as("result=%d", result).isNull();
        }
    }

    @Test
    void numbersAreUniqueAndEverySentenceSaysSomething() {
        assertThat(Errno.values()).extracting(Errno::number).doesNotHaveDuplicates();
        assertThat(Errno.values())
                .allSatisfy(errno -> assertThat(errno.sentence()).isNotBlank());
    }

    @Test
    void everyThreadSeesTheErrorOfItsOwnCall() throws Exception {
        var start = new CyclicBarrier(4);
        try (var badDescriptor = Background.platform(() -> countWrong(start, 0, Errno.EBADF));
                var badOperation = Background.platform(() -> countWrong(start, 1, Errno.EINVAL));
                var badTarget = Background.virtual(() -> countWrong(start, 2, Errno.ESRCH));
                var badSize = Background.virtual(() -> countWrong(start, 3, Errno.ENOENT))) {
            assertThat(badDescriptor.result()).isZero();
            assertThat(badOperation.result()).isZero();
            assertThat(badTarget.result()).isZero();
            assertThat(badSize.result()).isZero();
        }
    }

    private static int countWrong(CyclicBarrier start, int kind, Errno expected) throws Exception {
        start.await();
        int wrong = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long result = switch (kind) {
                case 0 -> Files.close(NO_DESCRIPTOR);
                case 1 -> Pipes.pipe2(-1);
                case 2 -> Processes.tgkill(Integer.MAX_VALUE, 0);
                default -> Files.unlink("");
            };
            wrong += expected.is(result) ? 0 : 1;
        }
        return wrong;
    }
}
