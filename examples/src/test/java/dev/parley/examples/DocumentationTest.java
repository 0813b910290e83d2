package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code in the documentation is code that was compiled and run: a part of an example, or of a C peer, word for word. */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path JAVA = ROOT.resolve("examples/src/main/java");
    private static final Path C = ROOT.resolve("interop/src/main/c");

    /**
     * A fenced piece of a page.
     *
     * @param page where it stands, with its line
     */
    record Block(String page, String language, List<String> lines) {
        @Override
        public String toString() {
            return page + " " + language;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void javaIsPartOfAnExample(Block block) {
        assertIsPartOf(block, sources(JAVA, ".java"));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource
    void cIsPartOfAPeer(Block block) {
        assertIsPartOf(block, sources(C, ".c"));
    }

    @Test
    void wordsThatDifferAreNoticed() {
        List<String> source = List.of("{", "    int a;", "        a = 1;", "", "}");
        assertThat(isPart(List.of("int a;", "    a = 1;", ""), source)).isTrue();
        assertThat(isPart(List.of("int a;", "  a = 1;"), source)).isFalse();
        assertThat(isPart(List.of("int a;", "}"), source)).isFalse();
        assertThat(isPart(List.of("int b;"), source)).isFalse();
    }

    static Stream<Block> javaIsPartOfAnExample() {
        return blocks("java");
    }

    static Stream<Block> cIsPartOfAPeer() {
        return blocks("c");
    }

    private static void assertIsPartOf(Block block, List<Path> sources) {
        assertThat(sources)
                .as("no file has these lines:%n%s", String.join("\n", block.lines))
                .anyMatch(source -> isPart(block.lines, lines(source)));
    }

    private static boolean isPart(List<String> block, List<String> source) {
        List<String> wanted = withoutIndent(block);
        for (int i = 0; i + wanted.size() <= source.size(); i++) {
            if (withoutIndent(source.subList(i, i + wanted.size())).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The lines without the indentation they have in common. */
    private static List<String> withoutIndent(List<String> lines) {
        int common = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(common).stripTrailing())
                .toList();
    }

    private static Stream<Block> blocks(String language) {
        var pages = new ArrayList<>(sources(ROOT.resolve("docs"), ".md"));
        pages.add(ROOT.resolve("README.md"));
        return pages.stream().flatMap(page -> blocks(page).stream()).filter(block -> block.language.equals(language));
    }

    private static List<Block> blocks(Path page) {
        var found = new ArrayList<Block>();
        Block open = null;
        int number = 0;
        for (String line : lines(page)) {
            number++;
            if (!line.startsWith("```")) {
                if (open != null) {
                    open.lines.add(line);
                }
            } else if (open == null) {
                open = new Block(ROOT.relativize(page) + ":" + number, line.substring(3), new ArrayList<>());
            } else {
                found.add(open);
                open = null;
            }
        }
        assertThat(open).as("a block that does not end in %s", page).isNull();
        return found;
    }

    private static List<Path> sources(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
