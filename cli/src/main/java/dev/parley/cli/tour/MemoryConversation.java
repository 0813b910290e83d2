package dev.parley.cli.tour;

import dev.parley.memory.SysvMemory;
import java.io.IOException;
import java.nio.file.Path;

/** System V shared memory: one writes on the board, the other reads it. */
final class MemoryConversation implements Conversation {
    private static final int SIZE = 1024;

    @Override
    public String name() {
        return "System V shared memory";
    }

    @Override
    public void hold(Partner partner, Place place, Minutes minutes) throws IOException {
        Path file = place.file("shmfile");
        try (var memory = SysvMemory.create(Place.key(file), SIZE)) {
            try {
                hold(partner, file, memory, minutes);
            } finally {
                memory.remove();
            }
        }
    }

    private static void hold(Partner partner, Path file, SysvMemory memory, Minutes minutes) throws IOException {
        memory.segment().setString(0, "Hello, Shared Memory!");
        try (var reader = partner.start("sysv_shm_read", file, Place.PROJECT, 0)) {
            minutes.toldThem(reader, "Hello, Shared Memory!", reader.line("read "), "");
            reader.finish();
        }
        try (var writer = partner.start("sysv_shm_write", file, Place.PROJECT, SIZE, "Hello, Bulletin Board!")) {
            writer.finish();
            minutes.toldUs(writer, "Hello, Bulletin Board!", memory.segment().getString(0), "");
        }
    }
}
