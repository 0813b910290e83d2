package dev.parley.cli.tour;

import dev.parley.SysvKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A folder of this tour's own, for whatever has a name in the file system. Closing removes it with all that is in it. */
final class Place implements AutoCloseable {
    /** The project number that goes with every file. */
    static final int PROJECT = 65;

    private final Path folder;

    private Place(Path folder) {
        this.folder = folder;
    }

    static Place make() throws IOException {
        return new Place(Files.createTempDirectory("parley-tour-"));
    }

    /** A name that nothing has yet. */
    Path path(String name) {
        return folder.resolve(name);
    }

    /** An empty file of that name, which a key can be made from. */
    Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? file : Files.createFile(file);
    }

    /** The key that {@code ftok(file, 65)} gives in any language. */
    static SysvKey key(Path file) throws IOException {
        return SysvKey.of(file, PROJECT);
    }

    /** A new folder. */
    Path subfolder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (var files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
