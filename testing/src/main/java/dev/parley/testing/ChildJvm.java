package dev.parley.testing;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A second JVM that runs a main class of the test's own: same Java, same module path and class path, same patches and
 * native-access grants, and flags that make it start fast.
 *
 * <p>A description that can be started any number of times; not thread-safe while it is being built.
 */
public final class ChildJvm {
    private static final List<String> FAST_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

    /** What is taken over from this JVM's own command line. Agents, heap sizes and debuggers are not. */
    private static final List<String> INHERITED = List.of(
            "--module-path",
            "--upgrade-module-path",
            "--patch-module",
            "--add-modules",
            "--add-reads",
            "--add-exports",
            "--add-opens",
            "--enable-native-access",
            "--illegal-native-access",
            "-Dparley.");

    private final Class<?> main;
    private final List<String> jvmArgs = new ArrayList<>();
    private final List<String> args = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path directory;

    private ChildJvm(Class<?> main) {
        this.main = main;
    }

    /** A JVM that will run {@code main}, in the module the class is in, or from the class path. */
    public static ChildJvm running(Class<?> main) {
        return new ChildJvm(main);
    }

    /** Adds arguments for the program. */
    public ChildJvm args(Object... values) {
        Stream.of(values).map(String::valueOf).forEach(args::add);
        return this;
    }

    /** Adds arguments for the JVM, after the inherited ones. */
    public ChildJvm jvmArgs(String... values) {
        jvmArgs.addAll(List.of(values));
        return this;
    }

    /** Sets an environment variable. */
    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets the working directory. */
    public ChildJvm directory(Path path) {
        directory = path;
        return this;
    }

    /** The whole command line, for callers that start it by their own means. */
    public List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FAST_START);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> INHERITED.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(jvmArgs);
        if (main.getModule().isNamed()) {
            command.add("-m");
            command.add(main.getModule().getName() + "/" + main.getName());
        } else {
            command.add(main.getName());
        }
        command.addAll(args);
        return List.copyOf(command);
    }

    /** Starts the JVM; returns at once, so the program should print a line when it is ready. */
    public Peer start() {
        var builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return Peer.start(builder);
    }
}
