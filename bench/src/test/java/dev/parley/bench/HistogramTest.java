package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 255, 256, 257, 1_000, 65_535, 1_000_000_007, Long.MAX_VALUE})
    void valueReadBackIsLessThanOnePercentOff(long value) {
        var histogram = new Histogram();
        histogram.add(value);
        assertThat((double) histogram.quantile(0.5)).isCloseTo(value, within(value * 0.008));
    }

    @Test
    void quantileIsWhereTheShareEnds() {
        var histogram = new Histogram();
        for (int value = 1; value <= 100; value++) {
            histogram.add(value);
        }
        assertThat(histogram.quantile(0.50)).isEqualTo(51);
        assertThat(histogram.quantile(0.99)).isEqualTo(100);
        assertThat(histogram.total()).isEqualTo(100);
    }
}
