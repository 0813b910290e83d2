package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How much CPU time others used while something was measured: all that the machine used, or was denied by its host, less
 * what this process and the children it has waited for used. See proc_stat(5), proc_pid_stat(5).
 */
final class Load {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, on every architecture Linux still runs on
    private static final int FIRST_OWN = 11; // utime, stime, cutime, cstime, counted behind the name in parentheses
    private static final int OWN = 4;
    private static final int POLICY = 38; // counted likewise
    private static final String FIRST_IN_FIRST_OUT = "1";
    private static final String ROUND_ROBIN = "2";

    private static final Path SELF = Path.of("/proc/self/stat");

    private final long start = System.nanoTime();
    private final long all = all();
    private final long own = own();

    private Load() throws IOException {}

    static Load start() throws IOException {
        return new Load();
    }

    /** How many CPUs others kept busy since the start, as far as it matters. Call it after waiting for the children. */
    double others() throws IOException {
        if (isRealTime()) {
            return 0;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return Math.max(0, (all() - all - (own() - own)) / TICKS_PER_SECOND / seconds);
    }

    /** Whether this process has real-time priority, and so its children: then ordinary work of others cannot interrupt them. */
    static boolean isRealTime() throws IOException {
        String policy = own(Files.readString(SELF))[POLICY];
        return policy.equals(FIRST_IN_FIRST_OUT) || policy.equals(ROUND_ROBIN);
    }

    /** user, nice, system, irq, softirq and steal; not idle and iowait, nor guest, which is part of user. */
    private static long all() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/stat"))
                .lines()
                .findFirst()
                .orElseThrow()
                .split("\\s+");
        return sum(fields, 1, 3) + sum(fields, 6, 3);
    }

    private static long own() throws IOException {
        return sum(own(Files.readString(SELF)), FIRST_OWN, OWN);
    }

    private static String[] own(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static long sum(String[] fields, int first, int count) {
        return Arrays.stream(fields, first, first + count)
                .mapToLong(Long::parseLong)
                .sum();
    }
}
