package dev.parley.cli.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ordinary C programs that know nothing of Java, compiled here from the sources the tool carries. */
final class CPartner implements Partner {
    static final String COMPILER = "cc";

    private static final int AT_A_TIME = 2;
    private static final String SOURCES = "c/";
    private static final List<String> HEADERS = List.of("unix_address.h", "socket_talk.h", "talk.h");
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
     * @throws IOException if one of them does not compile
     */
    static Partner compile(Path folder) throws IOException {
        for (String header : HEADERS) {
            unpack(header, folder);
        }
        var running = new ArrayList<OtherProcess>();
        try {
            for (String program : PROGRAMS) {
                running.add(start(program, folder));
                if (running.size() == AT_A_TIME) {
                    finish(running);
                }
            }
            finish(running);
        } finally {
            for (OtherProcess compiler : running) {
                compiler.close();
            }
        }
        return new CPartner(folder);
    }

    private static OtherProcess start(String program, Path folder) throws IOException {
        Path source = unpack(program + ".c", folder);
        String output = folder.resolve(program).toString();
        return OtherProcess.start("C", List.of(COMPILER, "-O1", "-o", output, source.toString()), Map.of());
    }

    private static void finish(List<OtherProcess> running) throws IOException {
        while (!running.isEmpty()) {
            try (var compiler = running.removeFirst()) {
                compiler.finish();
            }
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
