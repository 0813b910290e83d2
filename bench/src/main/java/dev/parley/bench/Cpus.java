package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CPUs this process may use. See proc_pid_status(5), Cpus_allowed_list. */
final class Cpus {
    private static final String FIELD = "Cpus_allowed_list:";

    private Cpus() {}

    static List<Integer> allowed() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .findFirst()
                    .map(line -> parse(line.substring(FIELD.length()).strip()))
                    .orElseThrow();
        }
    }

    /** Reads a list such as {@code 0-3,8}. */
    static List<Integer> parse(String list) {
        var cpus = new ArrayList<Integer>();
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    /** What goes in front of a command so that the program runs where it shall. */
    static List<String> prefix(Pin pin, Side side) throws IOException {
        if (pin == Pin.FREE) {
            return List.of();
        }
        int index = pin == Pin.SPLIT && side == Side.SERVER ? 1 : 0;
        return List.of("taskset", "-c", allowed().get(index).toString());
    }
}
