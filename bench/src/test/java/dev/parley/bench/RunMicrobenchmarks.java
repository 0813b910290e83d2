package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Not a test: runs {@link CallCost} when it is named, with the profile {@code jmh}. See {@code docs/benchmarks/README.md}. */
class RunMicrobenchmarks {
    @Test
    void withTheGcProfiler() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CallCost.class.getName())
                        .addProfiler(GCProfiler.class)
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(500))
                        .build())
                .run();
        assertThat(results)
                .allSatisfy(result -> assertThat(result.getSecondaryResults()
                                .get("gc.alloc.rate.norm")
                                .getScore())
                        .as(result.getParams().id())
                        .isLessThan(1));
    }
}
