package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the architecture: {@code allowed-edges.txt} is the whole truth about who looks at whom. */
final class ArrowTest {
    /** Nothing looks at these, so they may look at anything. */
    private static final Set<String> ENDS = Set.of("interop", "examples");

    private static final String FILE = "src/test/resources/allowed-edges.txt";

    @Test
    void modulesRequireExactlyWhatIsAllowed() {
        var proofs = new TreeMap<String, Map<String, String>>();
        Edges.betweenModules().forEach((from, all) -> {
            all.forEach(to -> proofs.computeIfAbsent(from, _ -> new TreeMap<>()).put(to, "module-info"));
        });
        assertThat(differences(allowed("[modules]"), proofs)).isEmpty();
    }

    @Test
    void packagesNeedExactlyWhatIsAllowed() {
        assertThat(differences(allowed("[packages]"), Edges.betweenPackages())).isEmpty();
    }

    @Test
    void everyModuleOfTheTreeIsCheckedHere() {
        List<String> inTree = Tree.moduleFolders().stream()
                .filter(folder -> !ENDS.contains(folder.getFileName().toString()))
                .map(Tree::moduleName)
                .sorted()
                .toList();
        assertThat(Tree.modules().keySet())
                .as("a module has to be a dependency in checks/pom.xml")
                .containsExactlyElementsOf(inTree);
    }

    private static String differences(Map<String, Set<String>> allowed, Map<String, Map<String, String>> found) {
        var differences = new ArrayList<String>();
        found.forEach((from, needs) -> needs.forEach((to, proof) -> {
            if (!allowed.getOrDefault(from, Set.of()).contains(to)) {
                differences.add("not allowed in " + FILE + ": " + from + " -> " + to + " (" + proof + ")");
            }
        }));
        allowed.forEach((from, targets) -> targets.forEach(to -> {
            if (!found.getOrDefault(from, Map.of()).containsKey(to)) {
                differences.add("stale in " + FILE + ", nobody needs it: " + from + " -> " + to);
            }
        }));
        return String.join("\n", differences);
    }

    private static Map<String, Set<String>> allowed(String section) {
        var allowed = new TreeMap<String, Set<String>>();
        String current = "";
        for (String line :
                Tree.content(Tree.ROOT.resolve("checks").resolve(FILE)).split("\n")) {
            String text = line.replaceFirst("#.*", "").strip();
            if (text.startsWith("[")) {
                current = text;
            } else if (!text.isEmpty() && current.equals(section)) {
                String[] edge = text.split("\\s*->\\s*", 2);
                allowed.computeIfAbsent(edge[0], _ -> new TreeSet<>()).addAll(List.of(edge[1].split("\\s+")));
            }
        }
        return allowed;
    }
}
