package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.SysvKey;
import dev.parley.memory.SysvMemory;
import dev.parley.memory.SysvMemoryOptions;
import dev.parley.testing.CProgram;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory that Java and C both find by ftok("shmfile", 65). */
class SysvMemoryInteropTest {
    private static final SysvMemoryOptions FOR_ALL = SysvMemoryOptions.DEFAULT.withMode(0666);

    @TempDir
    Path folder;

    private Path shmfile;

    @BeforeEach
    void createFile() throws IOException {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
        shmfile = Files.createFile(folder.resolve("shmfile"));
    }

    @Test
    void javaReadsWhatACProgramWrote() throws IOException {
        try (Peer writer = CProgram.compile("sysv_shm_write").startIn(folder, "shmfile", 65, 1024)) {
            writer.expect("wrote Hello, Shared Memory!").expectExit(0);
        }
        try (var memory = SysvMemory.open(SysvKey.of(shmfile, 65))) {
            assertThat(memory.size()).isEqualTo(1024);
            assertThat(memory.segment().getString(0)).isEqualTo("Hello, Shared Memory!");
            assertThat(memory.status().permissions().mode()).isEqualTo(0666);
            memory.remove();
        }
    }

    @Test
    void cProgramReadsWhatJavaWrote() throws IOException {
        try (var memory = SysvMemory.create(SysvKey.of(shmfile, 65), 5000, FOR_ALL)) {
            memory.segment().setString(0, "Hello from Java");
            try (Peer reader = CProgram.compile("sysv_shm_read").startIn(folder, "shmfile", 65, 0)) {
                reader.expect("read Hello from Java")
                        .expect("size=5000 nattch=2")
                        .expectExit(0);
            }
            memory.remove();
        }
    }

    @Test
    void memoryThatACProgramRemovedWorksOnForJava() throws IOException {
        try (var memory = SysvMemory.create(SysvKey.of(shmfile, 65), 100, FOR_ALL)) {
            memory.segment().setString(0, "kept");
            try (Peer reader = CProgram.compile("sysv_shm_read").startIn(folder, "shmfile", 65, 100, "--remove")) {
                reader.expect("read kept").expectStart("size=100");
                reader.expectExit(0);
            }
            assertThat(memory.status().removed()).isTrue();
            assertThat(memory.status().attached()).isEqualTo(1);
            assertThat(memory.segment().getString(0)).isEqualTo("kept");
        }
    }

    @Test
    void cProgramIsRefusedMoreThanJavaMade() throws IOException {
        try (var memory = SysvMemory.create(SysvKey.of(shmfile, 65), 100, FOR_ALL);
                Peer reader = CProgram.compile("sysv_shm_read").startIn(folder, "shmfile", 65, 200)) {
            reader.expectExit(1);
            assertThat(reader.errors()).contains("shmget: Invalid argument");
            memory.remove();
        }
    }
}
