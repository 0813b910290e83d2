package dev.parley.bench;

import dev.parley.NotFoundException;
import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same measurement in C, compiled from the sources this module carries. */
final class CProgram {
    private static final String SOURCES = "dev/parley/bench/c/";
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private CProgram() {}

    /**
     * Compiles it.
     *
     * @param folder an empty folder for sources and program
     * @return the program; empty if there is no C compiler, or no sources on a class path
     * @throws IOException if it does not compile
     */
    static Optional<Path> compile(Path folder) throws IOException {
        List<Path> sources = unpack(folder);
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        Path program = folder.resolve("bench-in-c");
        var command = new ArrayList<>(List.of("cc", "-O2", "-pthread", "-o", program.toString()));
        sources.forEach(source -> command.add(source.toString()));
        try (var compiler = Started.start(command, Map.of())) {
            compiler.finish(TIMEOUT);
            return Optional.of(program);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Measures how far apart the CPUs are. */
    static Calibration calibrate(Path program) throws IOException {
        try (var run = Started.start(List.of(program.toString(), "--calibrate"), Map.of())) {
            var calibration = Calibration.parse(run.line(TIMEOUT));
            run.finish(TIMEOUT);
            return calibration;
        }
    }

    private static List<Path> unpack(Path folder) throws IOException {
        Module module = CProgram.class.getModule();
        Optional<ResolvedModule> resolved =
                module.isNamed() ? module.getLayer().configuration().findModule(module.getName()) : Optional.empty();
        var sources = new ArrayList<Path>();
        if (resolved.isPresent()) {
            try (ModuleReader reader = resolved.get().reference().open()) {
                for (String name : reader.list()
                        .filter(name -> name.matches(SOURCES + ".*[.][ch]"))
                        .toList()) {
                    Path file = folder.resolve(name.substring(SOURCES.length()));
                    Files.createDirectories(file.getParent());
                    try (var content = reader.open(name).orElseThrow()) {
                        Files.copy(content, file);
                    }
                    if (name.endsWith(".c")) {
                        sources.add(file);
                    }
                }
            }
        }
        return sources;
    }
}
