package dev.parley.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures, combination by combination. Two processes are started for each run; the peers take turns, so that whatever the
 * machine does happens to all of them.
 *
 * <p>A round in which others used much CPU, or in which the CPUs' distance changed, is measured again, but not
 * for ever. Everything that is started or made is ended and removed, also when this process is told to end.
 */
public final class Suite {
    private static final int ATTEMPTS = 3; // at each clean run
    private static final double GLANCE = 0.6; // seconds of warm-up

    private final Request request;
    private final Listener listener;
    private final Workshop workshop;
    private final double warmUp;
    private final int attempts;
    private final List<Peer> peers;

    private Suite(Request request, double warmUp, int attempts, Listener listener, Workshop workshop) {
        this.request = request;
        this.warmUp = warmUp;
        this.attempts = attempts;
        this.listener = listener;
        this.workshop = workshop;
        this.peers = request.peers().stream()
                .filter(peer -> workshop.cProgram().isPresent() || !peer.needsC())
                .toList();
    }

    /**
     * Measures everything requested. Takes as long as it was told to, and longer on a busy machine; an interrupt ends it.
     *
     * @param listener told of each row as soon as it is done
     * @return all rows
     * @throws InterruptedIOException if the thread is interrupted
     * @throws IOException if one of the programs fails, with what it said
     */
    public static List<Row> run(Request request, Listener listener) throws IOException {
        return run(request, request.warmUp(), listener);
    }

    /**
     * As {@link #run(Request, Listener)}, for somebody who waits for it: with little warm-up, and one attempt at each run
     * whatever the machine is doing. Enough to see which mechanism is faster, not how fast it is.
     */
    public static List<Row> glance(Request request, Listener listener) throws IOException {
        return run(request, GLANCE, 1, listener);
    }

    /** As {@link #run(Request, Listener)}, with so many seconds of warm-up. */
    static List<Row> run(Request request, double warmUp, Listener listener) throws IOException {
        return run(request, warmUp, ATTEMPTS, listener);
    }

    private static List<Row> run(Request request, double warmUp, int attempts, Listener listener) throws IOException {
        try (var workshop = Workshop.open(request.peers().stream().anyMatch(Peer::needsC))) {
            return new Suite(request, warmUp, attempts, listener, workshop).run();
        }
    }

    private List<Row> run() throws IOException {
        for (Peer peer : request.peers()) {
            if (!peers.contains(peer)) {
                listener.skipped("peer " + peer, "there is no C compiler named cc");
            }
        }
        var rows = new ArrayList<Row>();
        List<Case> cases = Case.of(request);
        for (int i = 0; i < cases.size(); i++) {
            Case what = cases.get(i);
            Optional<String> objection = what.objection();
            if (objection.isPresent()) {
                listener.skipped(what.toString(), objection.get());
            } else if (!peers.isEmpty()) {
                listener.starting(what.toString(), i + 1, cases.size());
                measure(what, rows);
            }
        }
        return rows;
    }

    private void measure(Case what, List<Row> rows) throws IOException {
        var rounds = new Rounds();
        for (int left = attempts * request.runs(); left > 0 && rounds.clean() < request.runs(); left--) {
            var round = round(what);
            rounds.add(round);
            if (!round.isClean()) {
                listener.repeated(what.toString(), round.blemish());
            }
        }
        for (Peer peer : peers) {
            Row row = rounds.row(what, peer);
            rows.add(row);
            listener.row(row);
        }
    }

    private Rounds.Round round(Case what) throws IOException {
        var round = new Rounds.Round();
        Optional<Calibration> first = calibrate(what);
        for (Peer peer : peers) {
            Load load = Load.start();
            Result result;
            try {
                result = new Conversation(workshop, request.seconds(), warmUp, what, peer).run();
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw new IOException(what + ", " + peer + ": " + e.getMessage(), e);
            }
            round.add(peer, result, load.others());
            Optional<Calibration> now = calibrate(what);
            if (now.isPresent() && !now.get().isLevelWith(first.orElseThrow())) {
                round.moved();
            }
        }
        return round;
    }

    private Optional<Calibration> calibrate(Case what) throws IOException {
        Optional<Path> program = workshop.cProgram();
        if (program.isEmpty() || !what.dependsOnDistance()) {
            return Optional.empty();
        }
        var calibration = CProgram.calibrate(program.get());
        listener.calibrated(calibration);
        return Optional.of(calibration);
    }
}
