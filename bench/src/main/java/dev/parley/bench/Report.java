package dev.parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Measures everything beside C and writes {@code DATE-ipc.md}: the machine, the table, and what limits each mechanism that is
 * slower than C. Takes a quarter of an hour on a quiet machine.
 */
public final class Report implements Listener {
    private static final double NOTEWORTHY = 0.95;
    private static final List<Peer> PEERS = List.of(Peer.JAVA, Peer.C);
    private static final List<Pin> PINS = List.of(Pin.SAME, Pin.SPLIT);

    private final PrintStream progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final DoubleSummaryStatistics levels = new DoubleSummaryStatistics();
    private int repeated;

    private Report(PrintStream progress) {
        this.progress = progress;
    }

    /**
     * Writes a report.
     *
     * @param arguments the folder to write to, then seconds for each run, then the number of runs; all optional
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "docs/benchmarks");
        double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        System.out.println(write(folder, seconds, runs, System.err));
    }

    /**
     * Measures and writes.
     *
     * @param seconds how long each run measures
     * @param runs how many clean runs each number is the median of
     * @param progress told of each combination
     * @return the file
     */
    public static Path write(Path folder, double seconds, int runs, PrintStream progress) throws IOException {
        var report = new Report(progress);
        var mechanisms = List.of(Mechanism.values());
        Suite.run(
                new Request(mechanisms, List.of(100, 4096), PINS, List.of(Pattern.ROUND_TRIP), PEERS, seconds, runs),
                report);
        Suite.run(
                new Request(
                        mechanisms, List.of(100, 4096, 65_536), PINS, List.of(Pattern.STREAMING), PEERS, seconds, runs),
                report);
        Path file = folder.resolve(LocalDate.now() + "-ipc.md");
        Files.createDirectories(folder);
        Files.writeString(file, report.text(seconds, runs));
        return file;
    }

    @Override
    public void row(Row row) {
        rows.add(row);
    }

    @Override
    public void starting(String combination, int number, int of) {
        progress.println(number + "/" + of + " " + combination);
    }

    @Override
    public void skipped(String combination, String reason) {
        skipped.add(combination + ": " + reason);
    }

    @Override
    public void calibrated(Calibration calibration) {
        levels.accept(calibration.median());
    }

    @Override
    public void repeated(String combination, String reason) {
        repeated++;
        progress.println("  again: " + reason);
    }

    private String text(double seconds, int runs) throws IOException {
        return "# Java beside C, " + LocalDate.now() + "\n\n"
                + Machine.describe()
                + String.format(Locale.ROOT, """
                        - Distance of the CPUs (spin round trip, measured before and after every run where it matters): %.0f to %.0f ns

                        Two processes a run; Java and C take turns; each number is the median of %d runs of %s s after a warm-up.
                        *same*: both processes on one CPU. *split*: one each. A ratio over 1 means that Java was faster: by p50 for
                        round trips, by messages a second for streaming. *Clean* counts the runs in which others used less than a
                        quarter of a CPU and the distance of the CPUs stayed; 0 means that none was, and the quietest one is shown.
                        %d rounds were measured again for that reason.

                        """, levels.getMin(), levels.getMax(), runs, seconds, repeated)
                + table("Round trips", Pattern.ROUND_TRIP, "p50 / p99, µs")
                + table("Streaming", Pattern.STREAMING, "messages a second")
                + "Left out:\n\n"
                + skipped.stream().map(line -> "- " + line + "\n").collect(Collectors.joining())
                + "\n" + Limits.describe(below());
    }

    private String table(String title, Pattern pattern, String unit) {
        var text = new StringBuilder("## " + title + "\n\n");
        text.append("| mechanism | size | pin | Java, " + unit + " | C, " + unit + " | ratio | clean |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            if (row.peer() == Peer.JAVA && row.pattern() == pattern) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %s | %s | %d |%n",
                        row.mechanism(),
                        row.size() == 0 ? "–" : String.valueOf(row.size()),
                        row.pin(),
                        figures(row),
                        beside(row),
                        row.ratioToC() == null ? "–" : String.format(Locale.ROOT, "%.2f", row.ratioToC()),
                        row.runs()));
            }
        }
        return text.append("\n").toString();
    }

    private String beside(Row java) {
        return rows.stream()
                .filter(row -> row.peer() == Peer.C
                        && row.mechanism() == java.mechanism()
                        && row.pattern() == java.pattern()
                        && row.size() == java.size()
                        && row.pin() == java.pin())
                .findFirst()
                .map(Report::figures)
                .orElse("–");
    }

    private static String figures(Row row) {
        return row.p50Nanos() == null
                ? String.format(Locale.ROOT, "%,.0f", row.perSecond())
                : String.format(Locale.ROOT, "%.2f / %.2f", row.p50Nanos() / 1e3, row.p99Nanos() / 1e3);
    }

    private List<Row> below() {
        return rows.stream()
                .filter(row -> Objects.requireNonNullElse(row.ratioToC(), 1.0) < NOTEWORTHY)
                .toList();
    }
}
