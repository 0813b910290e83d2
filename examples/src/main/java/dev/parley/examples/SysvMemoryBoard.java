package dev.parley.examples;

import dev.parley.SysvKey;
import dev.parley.memory.SysvMemory;
import dev.parley.memory.SysvMemoryOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * System V shared memory: a text for a C program, a number with an order to it, and how memory ends.
 *
 * <pre>
 * Hello, Shared Memory!
 * 42 is ready
 * attached 2 times
 * copied 4096 bytes
 * still here: Hello, Shared Memory!
 * </pre>
 */
public final class SysvMemoryBoard {
    private static final VarHandle READY = ValueLayout.JAVA_INT.varHandle();

    private SysvMemoryBoard() {}

    public static void main(String[] arguments) throws IOException {
        Path shmfile = Files.createTempFile("shmfile", null);
        SysvKey key = SysvKey.of(shmfile, 65);
        try (var memory = SysvMemory.create(key, 8192, SysvMemoryOptions.DEFAULT.withMode(0660))) {
            write(memory);
            read(key);
            copy(memory);
            end(memory);
        } finally {
            Files.delete(shmfile);
        }
    }

    private static void write(SysvMemory memory) {
        memory.segment().setString(0, "Hello, Shared Memory!"); // UTF-8 with a NUL, as C reads it
        memory.segment().set(ValueLayout.JAVA_INT, 104, 42);
        READY.setRelease(memory.segment(), 100L, 1); // whoever sees the 1 sees the 42 as well
    }

    private static void read(SysvKey key) throws IOException {
        try (var reader = SysvMemory.openReadOnly(key)) {
            System.out.println(reader.segment().getString(0));
            if ((int) READY.getAcquire(reader.segment(), 100L) == 1) {
                System.out.println(reader.segment().get(ValueLayout.JAVA_INT, 104) + " is ready");
            }
            System.out.println("attached " + reader.status().attached() + " times");
        }
    }

    private static void copy(SysvMemory memory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment page = arena.allocate(4096).fill((byte) 7);
            memory.write(4096, page); // all of the page, from offset 4096 on
            MemorySegment back = arena.allocate(4096);
            memory.read(4096, back);
            System.out.println("copied " + (page.mismatch(back) == -1 ? 4096 : 0) + " bytes");
        }
    }

    private static void end(SysvMemory memory) throws IOException {
        memory.remove(); // nobody finds it any more; who has it keeps it until close()
        System.out.println("still here: " + memory.segment().getString(0));
    }
}
