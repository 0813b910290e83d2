package dev.parley.cli;

import dev.parley.bench.Listener;
import dev.parley.bench.Mechanism;
import dev.parley.bench.Pattern;
import dev.parley.bench.Peer;
import dev.parley.bench.Pin;
import dev.parley.bench.Request;
import dev.parley.bench.Row;
import dev.parley.bench.Suite;
import dev.parley.cli.terminal.Output;
import dev.parley.cli.terminal.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley bench}. */
final class BenchCommand implements Verb {
    private static final String SIZE = "--size";
    private static final String PIN = "--pin";
    private static final String PATTERN = "--pattern";
    private static final String PEER = "--peer";
    private static final String SECONDS = "--seconds";
    private static final String RUNS = "--runs";
    private static final String JSON = "-J";
    private static final String JSON_LINES = "-j";
    private static final String FORMAT = "%-10s %-6s %-10s %7s %-5s %9s %9s %11s %4s %6s%n";

    @Override
    public CommandSpec spec() {
        var spec = Specs.verb("bench", "Measures how fast two processes talk, Java beside C in the same run.")
                .addOption(Specs.value(SIZE, "BYTES,...", "Sizes of a message; 100 if not given."))
                .addOption(Specs.value(PIN, "PIN,...", "Which CPUs: same, split (one each) or free; the first two."))
                .addOption(Specs.value(PATTERN, "PATTERN,...", "round-trip or streaming; the first."))
                .addOption(Specs.value(PEER, "PEER,...", "java, c, java-c or c-java, asking and answering; java,c."))
                .addOption(Specs.value(SECONDS, "SECONDS", "How long a run takes, without its warm-up; 1."))
                .addOption(Specs.value(RUNS, "COUNT", "How many runs each number is the median of; 3."))
                .addOption(Specs.flag(JSON, "One JSON document."))
                .addOption(Specs.flag(JSON_LINES, "One JSON object for each row, as it comes."))
                .addPositional(Specs.words("0..*", "MECHANISM", "What to measure; everything if not given."));
        spec.usageMessage().footer("Mechanisms: pipe, fifo, sysv-queue, sysv-shm, sysv-sem, unix, tcp.");
        return spec;
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Request request = request(given);
        boolean document = Specs.isGiven(given, JSON);
        var printer = new Printer(document, Specs.isGiven(given, JSON_LINES));
        printer.begin();
        List<Row> rows;
        try {
            rows = Suite.run(request, printer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            printer.progress.clear();
        }
        if (document) {
            List<Map<String, Object>> objects =
                    rows.stream().map(BenchCommand::object).toList();
            Output.standard().text(Json.object(Map.of("rows", objects), true) + "\n");
        }
        if (rows.isEmpty()) {
            return Exit.FAILED;
        }
        return printer.complete ? Exit.OK : Exit.PARTIAL;
    }

    private static Request request(ParseResult given) {
        Request usual = Request.defaults();
        String[] words = Specs.words(given, 0);
        return new Request(
                words == null
                        ? usual.mechanisms()
                        : List.of(words).stream().map(Mechanism::of).toList(),
                list(given, SIZE, BenchCommand::size, usual.sizes()),
                list(given, PIN, Pin::of, usual.pins()),
                list(given, PATTERN, Pattern::of, usual.patterns()),
                list(given, PEER, Peer::of, usual.peers()),
                seconds(given, usual.seconds()),
                (int) Math.min(Specs.number(given, RUNS, usual.runs(), 1), 1000));
    }

    private static <T> List<T> list(ParseResult given, String option, Function<String, T> parse, List<T> usual) {
        String text = Specs.text(given, option);
        return text == null
                ? usual
                : List.of(text.split(",")).stream().map(parse).toList();
    }

    private static int size(String text) {
        return Math.toIntExact(Math.min(Specs.number(text, SIZE, 1), Integer.MAX_VALUE));
    }

    private static double seconds(ParseResult given, double usual) {
        String text = Specs.text(given, SECONDS);
        try {
            return text == null ? usual : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("seconds are a number: " + SECONDS + "=" + text, e);
        }
    }

    private static Map<String, Object> object(Row row) {
        var object = new LinkedHashMap<String, Object>();
        object.put("mechanism", row.mechanism());
        object.put("peer", row.peer());
        object.put("pattern", row.pattern());
        object.put("size", row.size());
        object.put("pin", row.pin());
        object.put("p50_ns", row.p50Nanos());
        object.put("p99_ns", row.p99Nanos());
        object.put("per_second", row.perSecond());
        object.put("runs", row.runs());
        object.put("ratio_to_c", row.ratioToC());
        return object;
    }

    /** Shows each row as soon as it is there, except in a document. */
    private static final class Printer implements Listener {
        private final boolean document;
        private final boolean lines;
        private final Output output;
        private final Progress progress = new Progress();
        private boolean complete = true;

        Printer(boolean document, boolean lines) throws IOException {
            this.document = document;
            this.lines = lines;
            this.output = Output.standard();
        }

        void begin() throws IOException {
            if (!document && !lines) {
                output.text(String.format(
                        FORMAT,
                        "MECHANISM",
                        "PEER",
                        "PATTERN",
                        "SIZE",
                        "PIN",
                        "P50 NS",
                        "P99 NS",
                        "PER SECOND",
                        "RUNS",
                        "TO C"));
            }
        }

        @Override
        public void row(Row row) {
            progress.clear();
            try {
                if (lines) {
                    output.text(Json.object(object(row), false) + "\n");
                } else if (!document) {
                    output.text(line(row));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String line(Row row) {
            var cells =
                    new ArrayList<Object>(List.of(row.mechanism(), row.peer(), row.pattern(), row.size(), row.pin()));
            cells.add(Texts.shown(row.p50Nanos()));
            cells.add(Texts.shown(row.p99Nanos()));
            cells.add(String.format("%.0f", row.perSecond()));
            cells.add(row.runs());
            cells.add(row.ratioToC() == null ? "-" : String.format("%.2f", row.ratioToC()));
            return String.format(FORMAT, cells.toArray());
        }

        @Override
        public void starting(String combination, int number, int of) {
            progress.show("measuring " + combination, number, of);
        }

        @Override
        public void skipped(String combination, String reason) {
            progress.clear();
            complete = false;
            System.err.println("parley: left out " + combination + ": " + reason);
        }

        @Override
        public void repeated(String combination, String reason) {
            progress.show("measuring " + combination + " again, since " + reason, 1, 1);
        }
    }
}
