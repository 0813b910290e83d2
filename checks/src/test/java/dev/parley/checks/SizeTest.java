package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The few numbers that keep code readable; each names the offenders. */
final class SizeTest {
    private static final int FILE_LINES = 600;
    private static final int METHOD_LINES = 60;
    private static final int POM_LINES = 25;
    private static final Pattern RESTRICTED = Pattern.compile("@SuppressWarnings\\([^)]*\"restricted\"");

    @Test
    void noJavaFileIsLongerThan600Lines() {
        assertThat(longerThan(FILE_LINES, Tree.sources(".java"))).isEmpty();
    }

    @Test
    void noPomOfAModuleIsLongerThan25Lines() {
        List<Path> poms = Tree.sources("pom.xml").stream()
                .filter(pom -> !pom.getParent().equals(Tree.ROOT))
                .toList();
        assertThat(longerThan(POM_LINES, poms)).isEmpty();
    }

    @Test
    void noMethodIsLongerThan60Lines() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(Tree.sources(".java"));
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, sources);
            var scanner = new LongMethods(Trees.instance(task).getSourcePositions());
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, unit);
            }
            assertThat(scanner.found).isEmpty();
        }
    }

    @Test
    void restrictedCallsAreSuppressedInKernelAlone() {
        assertThat(Tree.sources(".java").stream()
                        .filter(source -> !source.startsWith(Tree.ROOT.resolve("kernel")))
                        .filter(source ->
                                RESTRICTED.matcher(Tree.content(source)).find())
                        .map(Tree.ROOT::relativize))
                .isEmpty();
    }

    private static List<String> longerThan(int limit, List<Path> files) {
        var found = new ArrayList<String>();
        for (Path file : files) {
            long lines = Tree.content(file).lines().count();
            if (lines > limit) {
                found.add(Tree.ROOT.relativize(file) + " lines=" + lines);
            }
        }
        return found;
    }

    private static final class LongMethods extends TreeScanner<Void, CompilationUnitTree> {
        private final List<String> found = new ArrayList<>();
        private final SourcePositions positions;

        LongMethods(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > METHOD_LINES) {
                Path file = Tree.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
                found.add(file + ":" + first + " " + method.getName() + " lines=" + (last - first + 1));
            }
            return super.visitMethod(method, unit);
        }
    }
}
