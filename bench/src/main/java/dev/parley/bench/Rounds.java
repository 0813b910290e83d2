package dev.parley.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What came of one combination: in each round, every peer's result. */
final class Rounds {
    private static final double BUSY = 0.25; // CPUs

    private final List<Round> all = new ArrayList<>();

    /** One run of every peer, each beside the others in time. */
    static final class Round {
        private final Map<Peer, Result> results = new EnumMap<>(Peer.class);
        private double others;
        private boolean steady = true;

        void add(Peer peer, Result result, double cpusOfOthers) {
            results.put(peer, result);
            others = Math.max(others, cpusOfOthers);
        }

        void moved() {
            steady = false;
        }

        boolean isClean() {
            return steady && others <= BUSY;
        }

        /** Why it is not clean. */
        String blemish() {
            return steady ? String.format("others kept %.2f CPUs busy", others) : "the distance of the CPUs changed";
        }
    }

    void add(Round round) {
        all.add(round);
    }

    int clean() {
        return (int) all.stream().filter(Round::isClean).count();
    }

    /** The peer's row: of the clean rounds, or of the quietest one if none is clean. */
    Row row(Case what, Peer peer) {
        List<Round> used = all.stream().filter(Round::isClean).toList();
        if (used.isEmpty()) {
            used = List.of(all.stream()
                    .min(Comparator.comparingDouble(round -> round.others))
                    .orElseThrow());
        }
        double p50 = median(used, round -> round.results.get(peer).p50());
        double p99 = median(used, round -> round.results.get(peer).p99());
        boolean timed = what.pattern() == Pattern.ROUND_TRIP;
        boolean compared = used.getFirst().results.containsKey(Peer.C);
        return new Row(
                what.mechanism(),
                peer,
                what.pattern(),
                what.size(),
                what.pin(),
                timed ? Math.round(p50) : null,
                timed ? Math.round(p99) : null,
                median(used, round -> round.results.get(peer).perSecond()),
                clean(),
                compared ? median(used, round -> ratioToC(round, peer)) : null);
    }

    private static double ratioToC(Round round, Peer peer) {
        Result result = round.results.get(peer);
        Result reference = round.results.get(Peer.C);
        // A single interruption of milliseconds is many round trips, but leaves the median where it is.
        return Double.isNaN(result.p50()) ? result.perSecond() / reference.perSecond() : reference.p50() / result.p50();
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
