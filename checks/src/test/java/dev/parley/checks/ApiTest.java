package dev.parley.checks;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API is a reviewed text: a change of it is a change of {@code api/MODULE.txt}, seen by whoever reviews. */
final class ApiTest {
    @ParameterizedTest
    @ValueSource(strings = {"dev.parley"})
    void apiIsTheReviewedText(String module) throws Exception {
        Path reviewed = Tree.ROOT.resolve("checks/api").resolve(module + ".txt");
        String found = ApiText.of(Tree.modules().get(module));
        if ("accept".equals(System.getProperty("parley.api"))) {
            Files.writeString(reviewed, found);
        }
        List<String> before =
                Files.exists(reviewed) ? Tree.content(reviewed).lines().toList() : List.of();
        List<String> changes = Diff.of(before, found.lines().toList());
        if (!changes.isEmpty()) {
            fail("the API differs from %s:%n%s%nif that is meant: mvn -pl checks -am verify -Dparley.api=accept"
                    .formatted(Tree.ROOT.relativize(reviewed), String.join(System.lineSeparator(), changes)));
        }
    }
}
