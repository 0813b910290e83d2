package dev.parley.testing;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Proof that a piece of work left nothing behind: descriptors, mappings, threads, System V objects, /dev/shm files.
 *
 * <pre>{@code
 * round();                                  // loads classes, starts what is meant to stay
 * try (var _ = LeakCheck.begin()) {
 *     for (int i = 0; i < 1000; i++) round();
 * }                                         // fails, naming what is new
 * }</pre>
 *
 * <p>Objects of the whole machine are looked at too, and another test run may own some for a moment; therefore only
 * what stays during the whole time of the check counts as left behind.
 */
public final class LeakCheck implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Resources before = Resources.now();

    private LeakCheck() {}

    /** Looks at what there is now. */
    public static LeakCheck begin() {
        return new LeakCheck();
    }

    /**
     * Returns as soon as nothing is left behind.
     *
     * @throws AssertionError naming each entry that was new at the start of this call and still there after
     *     {@code patience}
     */
    public void assertNothingLeft(Duration patience) {
        Set<String> left = new HashSet<>(newEntries());
        Await.until(
                patience,
                () -> {
                    left.retainAll(newEntries());
                    return left.isEmpty();
                },
                () -> "nothing to be left behind, but there is\n  "
                        + String.join("\n  ", left.stream().sorted().toList()));
    }

    /** {@link #assertNothingLeft} within five seconds. */
    @Override
    public void close() {
        assertNothingLeft(PATIENCE);
    }

    private List<String> newEntries() {
        return Resources.now().newSince(before);
    }
}
