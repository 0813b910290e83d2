package dev.parley.checks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The source tree, and the compiled modules this module depends on. */
final class Tree {
    static final Path ROOT = Path.of(System.getProperty("basedir")).getParent();

    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".idea");

    private Tree() {}

    /** Our own compiled modules by name, folders or jars: whatever Maven put on the class path. */
    static TreeMap<String, ModuleReference> modules() {
        var modules = new TreeMap<String, ModuleReference>();
        for (ModuleReference module : ModuleFinder.of(classPath()).findAll()) {
            if (module.descriptor().name().startsWith("dev.parley")) {
                modules.put(module.descriptor().name(), module);
            }
        }
        return modules;
    }

    static Path[] classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toArray(Path[]::new);
    }

    static String modulePath() {
        return String.join(
                File.pathSeparator, Stream.of(classPath()).map(Path::toString).toList());
    }

    /** Folders of the tree that hold a named module. */
    static List<Path> moduleFolders() {
        return list(ROOT).stream()
                .filter(folder -> Files.exists(folder.resolve("src/main/java/module-info.java")))
                .toList();
    }

    /** Name of the module whose source is in a folder. */
    static String moduleName(Path folder) {
        return content(folder.resolve("src/main/java/module-info.java"))
                .lines()
                .map(line -> line.strip().split("[ {]+"))
                .flatMap(words -> words.length > 1 && words[0].equals("module") ? Stream.of(words[1]) : Stream.empty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no module declaration: folder=" + folder));
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every source file with the given ending, by its place in the tree. */
    static List<Path> sources(String ending) {
        var found = new ArrayList<Path>();
        collect(ROOT, ending, found);
        return found;
    }

    private static void collect(Path folder, String ending, List<Path> found) {
        for (Path entry : list(folder)) {
            if (Files.isDirectory(entry)) {
                if (!NOT_SOURCES.contains(entry.getFileName().toString())) {
                    collect(entry, ending, found);
                }
            } else if (entry.toString().endsWith(ending)) {
                found.add(entry);
            }
        }
    }

    static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
