package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Two processes, for as short as it takes. */
class SuiteTest {
    private static final double MOMENT = 0.02; // seconds

    private static Request request(List<Mechanism> mechanisms, Pattern pattern, Peer... peers) {
        return new Request(mechanisms, List.of(100), List.of(Pin.FREE), List.of(pattern), List.of(peers), MOMENT, 1);
    }

    @Test
    void everyMechanismGivesACompleteRow() throws IOException {
        try (var _ = LeakCheck.begin()) {
            var mechanisms = List.of(Mechanism.values());
            var rows = new ArrayList<Row>();
            Suite.run(request(mechanisms, Pattern.ROUND_TRIP, Peer.JAVA), MOMENT, rows::add);
            assertThat(rows).extracting(Row::mechanism).containsExactlyElementsOf(mechanisms);
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.size()).isEqualTo(row.mechanism() == Mechanism.SYSV_SEM ? 0 : 100);
                assertThat(row.p50Nanos()).isPositive();
                assertThat(row.p99Nanos()).isGreaterThanOrEqualTo(row.p50Nanos());
                assertThat(row.perSecond()).isPositive();
                assertThat(row.ratioToC()).isNull();
            });
        }
    }

    @Test
    void eitherEndMayBeC() throws IOException {
        try (var workshop = Workshop.open(true)) {
            assumeTrue(workshop.cProgram().isPresent(), "no C compiler");
        }
        try (var _ = LeakCheck.begin()) {
            var mechanisms = List.of(Mechanism.PIPE, Mechanism.SYSV_SEM, Mechanism.TCP);
            List<Row> rows = Suite.run(
                    request(mechanisms, Pattern.ROUND_TRIP, Peer.JAVA, Peer.C, Peer.JAVA_TO_C, Peer.C_TO_JAVA),
                    MOMENT,
                    row -> {});
            assertThat(rows)
                    .hasSize(12)
                    .allSatisfy(row -> assertThat(row.ratioToC()).isPositive());
            assertThat(rows)
                    .filteredOn(row -> row.peer() == Peer.C)
                    .allSatisfy(row -> assertThat(row.ratioToC()).isEqualTo(1));
        }
    }

    @Test
    void whatMakesNoSenseIsSkippedWithAReason() throws IOException {
        var reasons = new ArrayList<String>();
        List<Row> rows = Suite.run(request(List.of(Mechanism.SYSV_SEM), Pattern.STREAMING, Peer.JAVA), new Listener() {
            @Override
            public void row(Row row) {}

            @Override
            public void skipped(String combination, String reason) {
                reasons.add(combination + ": " + reason);
            }
        });
        assertThat(rows).isEmpty();
        assertThat(reasons).containsExactly("sysv-sem streaming free: semaphores carry no messages to stream");
    }

    @Test
    void interruptEndsTheProcessesAndLeavesNothing() throws Exception {
        try (var _ = LeakCheck.begin()) {
            var started = new CountDownLatch(1);
            var endless = new Request(
                    List.of(Mechanism.FIFO),
                    List.of(100),
                    List.of(Pin.FREE),
                    List.of(Pattern.ROUND_TRIP),
                    List.of(Peer.JAVA),
                    3600,
                    1);
            try (var running = Background.platform(() -> Suite.run(endless, new Listener() {
                @Override
                public void row(Row row) {}

                @Override
                public void starting(String combination, int number, int of) {
                    started.countDown();
                }
            }))) {
                started.await();
                running.awaitBlocked();
                running.interrupt();
                assertThat(running.failure()).isInstanceOf(InterruptedIOException.class);
            }
        }
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Mechanism.of("pigeon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not one of pipe, fifo,")
                .hasMessageEndingWith("mechanism=pigeon");
    }
}
