package dev.parley.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A C program of {@code interop/src/main/c}, compiled when first needed and kept in {@code target/c} until its source
 * changes.
 *
 * <p>Program NAME is the file {@code NAME.c}, or all C files of the folder {@code NAME}. System properties:
 * {@code parley.c.sources} (folder of the sources), {@code parley.c.build} (folder of the programs), {@code parley.cc}
 * (the compiler, default {@code cc}). Threads and processes may compile the same program at the same time.
 */
public final class CProgram {
    private static final List<String> FLAGS = List.of("-O2", "-Wall", "-Wextra", "-Werror", "-pthread");
    private static final Path SOURCES = Path.of(System.getProperty("parley.c.sources", "../interop/src/main/c"));
    private static final Path BUILD = Path.of(System.getProperty("parley.c.build", "target/c"));
    private static final String COMPILER = System.getProperty("parley.cc", "cc");
    private static final Map<String, CProgram> COMPILED = new ConcurrentHashMap<>();

    private final Path executable;

    private CProgram(Path executable) {
        this.executable = executable;
    }

    /** Whether a C compiler is on the PATH; for a test's assumption, with {@link #unavailableReason()}. */
    public static boolean isAvailable() {
        return compiler() != null;
    }

    /** Why C programs cannot be compiled here. */
    public static String unavailableReason() {
        return "no C compiler named " + COMPILER + " on the PATH";
    }

    /**
     * The program NAME, compiled if need be.
     *
     * @throws AssertionError when it does not compile without a warning
     */
    public static CProgram compile(String name) {
        return COMPILED.computeIfAbsent(name, CProgram::build);
    }

    /** The program's file, absolute, for callers that start it by their own means. */
    public Path executable() {
        return executable;
    }

    /** Starts the program with arguments. */
    public Peer start(Object... args) {
        return Peer.start(new ProcessBuilder(command(args)));
    }

    /** Starts the program with arguments in a working directory. */
    public Peer startIn(Path directory, Object... args) {
        return Peer.start(new ProcessBuilder(command(args)).directory(directory.toFile()));
    }

    /** The command line that {@link #start} runs. */
    public List<String> command(Object... args) {
        return Stream.concat(Stream.of(executable), Stream.of(args))
                .map(String::valueOf)
                .toList();
    }

    private static CProgram build(String name) {
        try {
            List<Path> sources = sources(name);
            // The name tells what was compiled, so that a program is never older than its source.
            Path executable = BUILD.toAbsolutePath().resolve(name + "-" + fingerprint(sources));
            if (!Files.isExecutable(executable)) {
                Files.createDirectories(executable.getParent());
                compile(sources, executable);
            }
            return new CProgram(executable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String name) throws IOException {
        Path folder = SOURCES.resolve(name);
        if (!Files.isDirectory(folder)) {
            return List.of(SOURCES.resolve(name + ".c"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".c")).sorted().toList();
        }
    }

    private static void compile(List<Path> sources, Path executable) throws IOException {
        // Another JVM may compile the same program now: each writes its own file, and the rename is atomic.
        Path unfinished = executable.resolveSibling(
                executable.getFileName() + "." + ProcessHandle.current().pid());
        var command = new ArrayList<>(List.of(COMPILER));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", unfinished.toString()));
        sources.forEach(source -> command.add(source.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!exitedWell(process)) {
            throw new AssertionError(String.join(" ", command) + "\n" + said);
        }
        Files.move(unfinished, executable, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean exitedWell(Process process) {
        try {
            return process.waitFor(Await.DEADLINE.toNanos(), TimeUnit.NANOSECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of the compiler, the flags and every source and header beside the sources. */
    private static String fingerprint(List<Path> sources) throws IOException {
        MessageDigest digest = sha256();
        digest.update((COMPILER + FLAGS).getBytes(StandardCharsets.UTF_8));
        for (Path source : sources) {
            digest.update(Files.readAllBytes(source));
        }
        try (Stream<Path> files = Files.list(sources.getFirst().getParent())) {
            for (Path header : files.filter(file -> file.toString().endsWith(".h"))
                    .sorted()
                    .toList()) {
                digest.update(Files.readAllBytes(header));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static Path compiler() {
        if (COMPILER.contains("/")) {
            return Path.of(COMPILER);
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, COMPILER))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
