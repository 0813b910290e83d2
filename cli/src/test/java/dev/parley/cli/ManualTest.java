package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the manual does what the manual says. */
class ManualTest {
    private static final Path MANUAL = Path.of("../docs/tool.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```console\n(.*?)^```$");

    @TempDir
    Path folder;

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(MANUAL))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplePrintsWhatItSays(String example) {
        var commands = new ArrayList<String>();
        var output = new ArrayList<String>();
        example.lines().forEach(line -> (line.startsWith("$ ") ? commands : output).add(line));
        String script = commands.stream().map(command -> command.substring(2)).collect(Collectors.joining("\n"));
        Tool.Run run = Tool.shell(folder, "exec 2>&1\n" + script);
        String expected = output.stream()
                .map(line -> Stream.of(line.split(Pattern.quote("..."), -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .collect(Collectors.joining("\n"));
        assertThat(run.output().strip()).as(script).matches(expected);
        assertThat(run.errors()).isEmpty();
    }
}
