package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What numbers depend on, in words. */
final class Machine {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Machine() {}

    static String describe() throws IOException {
        return "- CPUs: " + Cpus.allowed().size() + " × " + processor() + "\n"
                + "- Linux " + System.getProperty("os.version") + ", " + System.getProperty("os.arch") + "\n"
                + "- " + System.getProperty("java.vendor") + " " + Runtime.version() + "\n"
                + "- " + compiler() + " -O2\n"
                + (Load.isRealTime()
                        ? "- Real-time priority, so that other work on the machine could not interrupt\n"
                        : "");
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }

    private static String compiler() {
        try (var compiler = Started.start(List.of("cc", "--version"), Map.of())) {
            return compiler.line(TIMEOUT);
        } catch (IOException e) {
            return "no C compiler";
        }
    }
}
