package dev.parley.cli.tour;

import dev.parley.NotFoundException;
import dev.parley.process.Child;
import dev.parley.process.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ordinary C programs that know nothing of Java, compiled here from the sources the tool carries. */
final class CPartner implements Partner {
    static final String COMPILER = "cc";

    private static final String SOURCES = "c/";
    private static final String HEADER = "unix_address.h";
    private static final List<String> PROGRAMS = List.of(
            "pipe_reader",
            "pipe_writer",
            "fifo_reader",
            "fifo_writer",
            "sysv_queue_send",
            "sysv_queue_receive",
            "sysv_shm_write",
            "sysv_shm_read",
            "sysv_sem",
            "tcp_server",
            "tcp_client",
            "unix_server",
            "unix_client");

    private final Path folder;

    private CPartner(Path folder) {
        this.folder = folder;
    }

    /**
     * Compiles the programs.
     *
     * @param folder an empty one
     * @return empty if there is no compiler
     * @throws IOException if one of them does not compile
     */
    static Optional<Partner> compile(Path folder) throws IOException {
        unpack(HEADER, folder);
        var running = new LinkedHashMap<String, Child>();
        try {
            for (String program : PROGRAMS) {
                Path source = unpack(program + ".c", folder);
                var output = folder.resolve(program).toString();
                running.put(
                        program,
                        Child.command(COMPILER, "-O1", "-o", output, source.toString())
                                .start());
                if (running.size() > 1 && running.size() % 2 == 0) {
                    await(running); // two at a time
                }
            }
            await(running);
            return Optional.of(new CPartner(folder));
        } catch (NotFoundException e) {
            return Optional.empty();
        } finally {
            for (Child child : running.values()) {
                child.kill();
                child.close();
            }
        }
    }

    private static void await(Map<String, Child> running) throws IOException {
        for (var entry : new ArrayList<>(running.entrySet())) {
            ExitStatus status = entry.getValue().await(Conversation.PATIENCE);
            if (!status.isSuccess()) {
                throw new IOException(COMPILER + " " + entry.getKey() + ".c: " + status);
            }
            running.remove(entry.getKey()).close();
        }
    }

    private static Path unpack(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (var content = CPartner.class.getResourceAsStream(SOURCES + name)) {
            if (content == null) {
                throw new IOException("the tool lacks " + SOURCES + name);
            }
            Files.copy(content, file);
        }
        return file;
    }

    @Override
    public String language() {
        return "C";
    }

    @Override
    public List<String> command(String program) {
        return List.of(folder.resolve(program).toString());
    }
}
