package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-2562047788015215H"})
    void noTimeHasPassedAlready(Duration none) {
        assertThat(Deadline.after(none)).isEqualTo(Deadline.NOW);
        assertThat(Deadline.passed(Deadline.NOW)).isTrue();
        assertThat(Deadline.remaining(Deadline.NOW)).isZero();
    }

    @Test
    void foreverNeverPasses() {
        assertThat(Deadline.passed(Deadline.NEVER)).isFalse();
        assertThat(Deadline.remaining(Deadline.NEVER)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void longestDurationIsFarAwayAndNotForever() {
        long deadline = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        assertThat(deadline).isNotEqualTo(Deadline.NEVER).isNotEqualTo(Deadline.NOW);
        assertThat(Deadline.passed(deadline)).isFalse();
        assertThat(Deadline.remaining(deadline))
                .isGreaterThan(Duration.ofDays(365 * 50).toNanos());
    }

    @Test
    void remainingTimeShrinksUntilItHasPassed() {
        long deadline = Deadline.after(Duration.ofMillis(2));
        assertThat(Deadline.remaining(deadline))
                .isLessThanOrEqualTo(Duration.ofMillis(2).toNanos());
        while (!Deadline.passed(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(Deadline.remaining(deadline)).isLessThanOrEqualTo(0);
    }
}
