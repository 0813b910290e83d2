package dev.parley.checks;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** Who looks at whom: modules by their descriptors, packages by what jdeps finds in their classes. */
final class Edges {
    /** Class, class it needs, module of the latter: one line of {@code jdeps -verbose:class}. */
    private static final Pattern NEED = Pattern.compile("^ +(\\S+) +-> +(\\S+) +(\\S.*?)(?: \\(qualified\\))?$");

    private Edges() {}

    /** Of each module, the modules it requires, those of the JDK left out. */
    static Map<String, Set<String>> betweenModules() {
        var edges = new TreeMap<String, Set<String>>();
        Tree.modules().forEach((name, module) -> {
            for (Requires required : module.descriptor().requires()) {
                if (!isJdk(required.name())) {
                    edges.computeIfAbsent(name, _ -> new TreeSet<>()).add(required.name());
                }
            }
        });
        return edges;
    }

    /** Of each package, our packages and the foreign modules it needs, each with one pair of classes as the proof. */
    static Map<String, Map<String, String>> betweenPackages() {
        var edges = new TreeMap<String, Map<String, String>>();
        for (String line : jdeps()) {
            Matcher need = NEED.matcher(line);
            if (!need.matches() || isJdk(need.group(3))) {
                continue;
            }
            String from = packageOf(need.group(1));
            String to = need.group(3).startsWith("dev.parley") ? packageOf(need.group(2)) : need.group(3);
            if (!from.equals(to)) {
                edges.computeIfAbsent(from, _ -> new TreeMap<>())
                        .putIfAbsent(to, need.group(1) + " needs " + need.group(2));
            }
        }
        return edges;
    }

    private static List<String> jdeps() {
        var arguments = new ArrayList<>(List.of("-verbose:class", "--multi-release", "base"));
        arguments.addAll(List.of("--module-path", Tree.modulePath()));
        for (ModuleReference module : Tree.modules().values()) {
            arguments.add(Path.of(module.location().orElseThrow()).toString());
        }
        return run("jdeps", arguments);
    }

    /** Output lines of a JDK tool that has to succeed. */
    static List<String> run(String tool, List<String> arguments) {
        var out = new StringWriter();
        var writer = new PrintWriter(out);
        int status = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError(tool + " " + String.join(" ", arguments) + "\n" + out + "status=" + status);
        }
        return out.toString().lines().toList();
    }

    private static boolean isJdk(String module) {
        return module.startsWith("java.") || module.startsWith("jdk.");
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }
}
