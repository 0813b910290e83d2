package dev.parley.cli.tour;

import dev.parley.bench.Listener;
import dev.parley.bench.Mechanism;
import dev.parley.bench.Pattern;
import dev.parley.bench.Peer;
import dev.parley.bench.Pin;
import dev.parley.bench.Request;
import dev.parley.bench.Row;
import dev.parley.bench.Suite;
import dev.parley.cli.terminal.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Measures round trips over every mechanism, briefly: enough to compare them, not to publish. */
final class Race implements Listener {
    private static final int SIZE = 100;
    private static final double SECONDS = 0.4;

    private final Progress progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final long start = System.nanoTime();
    private final long deadline;
    private int started;

    private Race(Progress progress, long deadline) {
        this.progress = progress;
        this.deadline = deadline;
    }

    /** What was measured, and what was left out. */
    record Outcome(List<Row> rows, List<String> leftOut, int size, double seconds) {}

    /**
     * Runs it, two or three seconds for each mechanism.
     *
     * @param deadline the {@link System#nanoTime()} from which on nothing is started any more
     */
    static Outcome run(boolean withC, Progress progress, long deadline) throws IOException {
        var race = new Race(progress, deadline);
        List<Peer> peers = withC ? List.of(Peer.JAVA, Peer.C) : List.of(Peer.JAVA);
        try {
            race.run(Stream.of(Mechanism.values()).filter(one -> !one.spins()).toList(), Pin.SAME, peers);
            race.run(Stream.of(Mechanism.values()).filter(Mechanism::spins).toList(), Pin.SPLIT, peers);
        } catch (OutOfTime e) {
            race.left.add(e.getMessage());
        }
        progress.clear();
        return new Outcome(race.rows, race.left, SIZE, (System.nanoTime() - race.start) / 1e9);
    }

    private void run(List<Mechanism> mechanisms, Pin pin, List<Peer> peers) throws IOException {
        Suite.glance(
                new Request(mechanisms, List.of(SIZE), List.of(pin), List.of(Pattern.ROUND_TRIP), peers, SECONDS, 1),
                this);
    }

    @Override
    public void starting(String combination, int number, int of) {
        if (System.nanoTime() - deadline > 0) {
            throw new OutOfTime(combination);
        }
        progress.show("measuring " + combination, ++started, Mechanism.values().length);
    }

    @Override
    public void skipped(String combination, String reason) {
        left.add(combination + ": " + reason);
    }

    @Override
    public void row(Row row) {
        rows.add(row);
    }

    private static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfTime(String combination) {
            super(combination + " and later ones: the machine is busy");
        }
    }
}
