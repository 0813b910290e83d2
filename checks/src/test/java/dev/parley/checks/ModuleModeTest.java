package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests have to run against modules, as users do. Surefire falls back to the class path without a word, so its reports
 * of this build are asked whether the JVM had a module path.
 */
final class ModuleModeTest {
    private static final String MODULE_PATH = "<property name=\"jdk.module.path\"";

    @Test
    void testsOfModulesRanOnTheModulePath() {
        List<Path> reports =
                Tree.moduleFolders().stream().flatMap(ModuleModeTest::reports).toList();
        assumeThat(reports).as("reports of tests that ran before").isNotEmpty();
        assertThat(reports.stream().filter(report -> !Tree.content(report).contains(MODULE_PATH)))
                .isEmpty();
    }

    private static Stream<Path> reports(Path module) {
        Path folder = module.resolve("target/surefire-reports");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        return Tree.list(folder).stream()
                .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"));
    }
}
