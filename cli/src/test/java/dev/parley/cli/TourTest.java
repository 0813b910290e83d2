package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.Mechanism;
import dev.parley.testing.Await;
import dev.parley.testing.CProgram;
import dev.parley.testing.LeakCheck;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {
    private static final int SIGINT = 128 + 2;

    /** What follows a mechanism: how many a second, median and 99th percentile, a bar, and a mark if others disturbed it. */
    private static final String ROW = " +[0-9,]+ +[0-9.,]+ us +[0-9.,]+ us  #+( ?> x[0-9]+)? *\\*?";

    /** Where the tour puts its folder, so that what it leaves can be seen. */
    @TempDir
    Path temporary;

    @TempDir
    Path folder;

    private Peer start(Object... arguments) {
        return startWith(System.getenv("PATH"), arguments);
    }

    private Peer startWith(String path, Object... arguments) {
        var command = new ArrayList<>(List.of("env", "--default-signal=INT", "LC_ALL=C", "PATH=" + path));
        List<String> tool = Tool.command(arguments);
        command.add(tool.getFirst());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(tool.subList(1, tool.size()));
        return Peer.start(new ProcessBuilder(command));
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("parley")))
                    .isEmpty();
        }
    }

    @Test
    void everythingSaidArrivesInBothDirectionsAndNothingIsLeft() throws IOException {
        try (var _ = LeakCheck.begin();
                Peer tour = start("tour", "--no-table")) {
            int there = 0;
            int back = 0;
            String last = "";
            for (String line = tour.readLine(); line != null; line = tour.readLine()) {
                assertThat(line.length()).as(line).isLessThanOrEqualTo(80);
                there += line.contains("-->") ? 1 : 0;
                back += line.contains("<--") ? 1 : 0;
                last = line;
            }
            tour.expectExit(0);
            int expected = CProgram.isAvailable() ? 14 : 7;
            assertThat(there).isEqualTo(expected);
            assertThat(back).isEqualTo(expected);
            assertThat(last).startsWith("All " + 2 * expected + " arrived as they were said");
        }
        assertNothingLeft();
    }

    /** Without a C compiler, which makes it half as long. */
    @Test
    void theTableAtItsEndHasALineForEachMechanism() throws IOException {
        try (var _ = LeakCheck.begin();
                Peer tour = startWith(Tool.programsWithoutCompiler(folder).toString(), "tour")) {
            tour.expectStart("Two processes");
            tour.expectStart("at the other end is this tool in a second JVM.");
            tour.expectStart("(There is no C compiler here");
            for (String line = tour.readLine(); !line.startsWith("Round trips"); line = tour.readLine()) {
                assertThat(line).doesNotContain(" C ");
            }
            for (Mechanism mechanism : Mechanism.values()) {
                if (!mechanism.spins()) {
                    assertThat(tour.readLine()).matches(mechanism + ROW);
                }
            }
            List<String> rest = restOf(tour);
            tour.expectExit(0);
            assertThat(tour.errors()).isEmpty();
            boolean single = Runtime.getRuntime().availableProcessors() == 1;
            assertThat(rest).anyMatch(line -> line.matches(single ? "Left out: sysv-shm .*" : "sysv-shm" + ROW));
            assertThat(rest).anyMatch(line -> line.startsWith("100 bytes there and back"));
        }
        assertNothingLeft();
    }

    private static List<String> restOf(Peer tour) {
        var rest = new ArrayList<String>();
        for (String line = tour.readLine(); line != null; line = tour.readLine()) {
            rest.add(line);
        }
        return rest;
    }

    @Test
    void interruptedWhileTheyTalkItLeavesNothing() throws IOException {
        for (String moment : List.of("Anonymous pipe", "System V message queue", "Unix socket")) {
            try (var _ = LeakCheck.begin();
                    Peer tour = start("tour")) {
                for (String line = tour.readLine(); !moment.equals(line); line = tour.readLine()) {
                    assertThat(line).isNotNull();
                }
                tour.signal("INT");
                assertThat(tour.exitStatus()).isEqualTo(SIGINT);
                assertThat(tour.errors()).isEmpty();
            }
            assertNothingLeft();
        }
    }

    @Test
    void interruptedWhileItMeasuresItLeavesNothing() throws IOException {
        try (var _ = LeakCheck.begin();
                Peer bench = start("bench", "sysv-queue", "--peer", "java", "--seconds", 30, "--pin", "same")) {
            bench.expectStart("MECHANISM");
            Await.until(
                    "both processes to run", () -> bench.process().descendants().count() >= 2);
            bench.signal("INT");
            assertThat(bench.exitStatus()).isEqualTo(SIGINT);
        }
        assertNothingLeft();
    }
}
