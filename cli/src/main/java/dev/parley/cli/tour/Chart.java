package dev.parley.cli.tour;

import dev.parley.bench.Mechanism;
import dev.parley.bench.Peer;
import dev.parley.bench.Row;
import dev.parley.cli.terminal.Style;
import java.util.Optional;

/** The table of round trips, with bars. */
final class Chart {
    private static final int BAR = 22;
    private static final String FORMAT = "%-11s %11s %9s %9s  %s%10s%s%n";

    private final Race.Outcome outcome;
    private final Style style;
    private final double full;

    Chart(Race.Outcome outcome, Style style) {
        this.outcome = outcome;
        this.style = style;
        // What spins is so much faster that beside it nothing else would have a bar worth looking at.
        this.full = outcome.rows().stream()
                .filter(row -> row.peer() == Peer.JAVA && !row.mechanism().spins())
                .mapToDouble(Row::perSecond)
                .max()
                .orElse(1);
    }

    String text() {
        var text = new StringBuilder();
        boolean anyC = outcome.rows().stream().anyMatch(row -> row.peer() == Peer.C);
        text.append(style.bold(
                String.format(FORMAT, "Round trips", "per second", "p50", "p99", " ".repeat(BAR), anyC ? "C" : "", "")
                        .stripTrailing()));
        text.append('\n');
        boolean busy = false;
        for (Row row : outcome.rows()) {
            if (row.peer() == Peer.JAVA) {
                text.append(line(row));
                busy |= row.runs() == 0;
            }
        }
        text.append('\n').append(legend(anyC));
        if (busy) {
            text.append("* Others used the CPUs meanwhile.\n");
        }
        for (String left : outcome.leftOut()) {
            text.append("Left out: ").append(left).append(".\n");
        }
        return text.toString();
    }

    private String line(Row row) {
        String c = c(row.mechanism())
                .map(other -> String.format("%,.0f", other.perSecond()))
                .orElse("");
        return String.format(
                FORMAT,
                row.mechanism(),
                String.format("%,.0f", row.perSecond()),
                micros(row.p50Nanos()),
                micros(row.p99Nanos()),
                bar(row.perSecond()),
                c,
                row.runs() == 0 ? " *" : "");
    }

    private Optional<Row> c(Mechanism mechanism) {
        return outcome.rows().stream()
                .filter(row -> row.peer() == Peer.C && row.mechanism() == mechanism)
                .findFirst();
    }

    private String micros(Long nanos) {
        return nanos == null ? "-" : String.format("%.1f %s", nanos / 1e3, style.micro());
    }

    private String bar(double value) {
        double length = value / full;
        String bar;
        if (length > 1.05) {
            String times = String.format("x%.0f", length);
            bar = style.bar(1, BAR - times.length() - 2) + style.beyond() + " " + times;
        } else {
            bar = style.bar(Math.min(length, 1), BAR);
        }
        return style.good(bar) + " ".repeat(Math.max(0, BAR - bar.length()));
    }

    private String legend(boolean anyC) {
        boolean spins = outcome.rows().stream().anyMatch(row -> row.mechanism().spins());
        String c = anyC ? "\nC: the same, C to C, measured beside it." : "";
        String spinning =
                spins ? "\nOnly shared memory has a CPU for each process: there both wait without sleeping." : "";
        return outcome.size() + " bytes there and back, Java to Java, both processes on one CPU." + c + spinning + "\n";
    }
}
