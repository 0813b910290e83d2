package dev.parley.bench;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;

/**
 * What one client measured, as both languages print it: one JSON object on a line.
 *
 * @param p50 nanoseconds for a round trip, or NaN where none were timed
 * @param p99 likewise
 */
record Result(double perSecond, double p50, double p99) {
    static Result ofRoundTrips(Histogram times, long nanos) {
        return new Result(times.total() * 1e9 / nanos, times.quantile(0.50), times.quantile(0.99));
    }

    static Result ofMessages(long count, long nanos) {
        return new Result(count * 1e9 / nanos, Double.NaN, Double.NaN);
    }

    /** Reads a line of either program. */
    static Result parse(String json) {
        return new Result(
                number(json, "per_second")
                        .orElseThrow(() -> new IllegalArgumentException("this is no result: line=" + json)),
                number(json, "p50_ns").orElse(Double.NaN),
                number(json, "p99_ns").orElse(Double.NaN));
    }

    /** A number of a flat JSON object. */
    static OptionalDouble number(String json, String key) {
        Matcher matcher =
                java.util.regex.Pattern.compile('"' + key + "\":([0-9.eE+-]+)").matcher(json);
        return matcher.find() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
    }

    String toJson() {
        return String.format(
                Locale.ROOT, "{\"p50_ns\":%s,\"p99_ns\":%s,\"per_second\":%.1f}", orNull(p50), orNull(p99), perSecond);
    }

    private static String orNull(double nanos) {
        return Double.isNaN(nanos) ? "null" : String.valueOf((long) nanos);
    }
}
