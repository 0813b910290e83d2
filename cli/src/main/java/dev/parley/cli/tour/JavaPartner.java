package dev.parley.cli.tour;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This tool once more, in a JVM of its own. */
final class JavaPartner implements Partner {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private final List<String> command;

    private JavaPartner(List<String> command) {
        this.command = command;
    }

    /** Starts the others as this one was started: same Java, same modules, same start-up cache. */
    static JavaPartner likeThisProcess(String main) throws IOException {
        var command = new ArrayList<String>();
        for (String word :
                Files.readString(COMMAND_LINE, StandardCharsets.UTF_8).split("\0")) {
            command.add(word);
            if (word.endsWith(main)) {
                command.set(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                // They live for a moment: what starts soonest is best, and it wins over what stands before.
                command.addAll(command.size() - 2, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
                return new JavaPartner(List.copyOf(command));
            }
        }
        throw new IOException("cannot find out how this program was started: " + COMMAND_LINE);
    }

    @Override
    public String language() {
        return "Java";
    }

    @Override
    public List<String> command(String program) {
        var words = new ArrayList<>(command);
        words.add(JavaPeers.VERB);
        words.add(program);
        return words;
    }
}
