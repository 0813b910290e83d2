package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChildJvm;
import dev.parley.testing.LeakCheck;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example says in its comment, between {@code <pre>} and {@code </pre>}, what it prints; and prints that. */
class ExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/parley/examples");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource
    void examplePrintsWhatItsCommentSays(String name) throws Exception {
        List<String> expected = expectedOutput(name);
        assertThat(expected).as("expected output in the comment of %s", name).isNotEmpty();
        try (var _ = LeakCheck.begin();
                Peer program = ChildJvm.running(Class.forName("dev.parley.examples." + name))
                        .directory(folder)
                        .start()) {
            var printed = new ArrayList<String>();
            for (String line = program.readLine(); line != null; line = program.readLine()) {
                printed.add(line);
            }
            program.expectExit(0);
            assertThat(printed).as(program.errors()).isEqualTo(expected);
            assertThat(program.errors()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    static List<String> examplePrintsWhatItsCommentSays() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> expectedOutput(String name) throws IOException {
        return Files.readAllLines(SOURCES.resolve(name + ".java")).stream()
                .dropWhile(line -> !line.equals(" * <pre>"))
                .skip(1)
                .takeWhile(line -> !line.equals(" * </pre>"))
                .map(line -> line.length() > 2 ? line.substring(3) : "")
                .map(line -> line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .toList();
    }
}
