package dev.parley.cli.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.Mechanism;
import dev.parley.bench.Pattern;
import dev.parley.bench.Peer;
import dev.parley.bench.Pin;
import dev.parley.bench.Row;
import dev.parley.cli.terminal.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static Row row(Mechanism mechanism, Peer peer, double perSecond, int runs) {
        long nanos = (long) (1e9 / perSecond);
        return new Row(mechanism, peer, Pattern.ROUND_TRIP, 100, Pin.SAME, nanos, 2 * nanos, perSecond, runs, null);
    }

    private static List<String> lines(Row... rows) {
        var outcome = new Race.Outcome(List.of(rows), List.of("tcp: nobody came"), 100, 1);
        return new Chart(outcome, Style.of(false, false)).text().lines().toList();
    }

    @Test
    void barsAreAsLongAsTheNumbersAreLarge() {
        List<String> lines = lines(
                row(Mechanism.PIPE, Peer.JAVA, 100_000, 1),
                row(Mechanism.PIPE, Peer.C, 125_000, 1),
                row(Mechanism.TCP, Peer.JAVA, 50_000, 1));
        assertThat(lines.get(0)).startsWith("Round trips").endsWith("C");
        assertThat(lines.get(1))
                .startsWith("pipe ")
                .contains("100,000", "10.0 us", "20.0 us", "#".repeat(22))
                .endsWith("125,000");
        assertThat(lines.get(2)).startsWith("tcp ").contains(" " + "#".repeat(11) + " ");
        assertThat(lines).contains("Left out: tcp: nobody came.");
        assertThat(lines).allMatch(line -> line.length() <= 80);
    }

    @Test
    void whatSpinsDoesNotMakeTheOthersInvisible() {
        List<String> lines =
                lines(row(Mechanism.PIPE, Peer.JAVA, 100_000, 1), row(Mechanism.SYSV_SHM, Peer.JAVA, 3_000_000, 1));
        assertThat(lines.get(1)).contains("#".repeat(22));
        assertThat(lines.get(2)).contains("> x30");
    }

    @Test
    void numbersOfABusyMachineAreMarked() {
        List<String> lines = lines(row(Mechanism.PIPE, Peer.JAVA, 100_000, 0));
        assertThat(lines.get(1)).endsWith(" *");
        assertThat(lines).contains("* Others used the CPUs meanwhile.");
    }

    @Test
    void aBarOfEighthsIsAsLongAsItShould() {
        Style blocks = Style.of(false, true);
        assertThat(blocks.bar(1, 4)).isEqualTo("\u2588\u2588\u2588\u2588");
        assertThat(blocks.bar(0.5, 1)).isEqualTo("\u258c");
        assertThat(blocks.bar(0, 4)).isEqualTo("\u258f");
    }
}
