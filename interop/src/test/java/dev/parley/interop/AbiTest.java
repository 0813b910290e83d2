package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.kernel.Arch;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every constant and struct layout that kernel holds, against the C headers of each architecture. */
class AbiTest {
    /** Where C keeps them. */
    private static final List<String> HEADERS = List.of(
            "stddef.h",
            "errno.h",
            "fcntl.h",
            "limits.h",
            "linux/membarrier.h",
            "linux/un.h",
            "netinet/in.h",
            "netinet/tcp.h",
            "poll.h",
            "signal.h",
            "spawn.h",
            "sys/epoll.h",
            "sys/file.h",
            "sys/ioctl.h",
            "sys/mman.h",
            "sys/msg.h",
            "sys/sem.h",
            "sys/shm.h",
            "sys/socket.h",
            "sys/stat.h",
            "sys/syscall.h",
            "sys/uio.h",
            "sys/wait.h");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"x86_64, x86_64-linux-gnu-gcc", "aarch64, aarch64-linux-gnu-gcc"})
    void everyNumberAndLayoutIsWhatTheHeadersSay(String architecture, String compiler) throws IOException {
        assumeCompiler(compiler);
        List<String> assertions = assertions(architecture);
        assertThat(assertions).hasSizeGreaterThan(400);
        try (Peer gcc = compile(compiler, assertions)) {
            gcc.expectExit(0);
            assertThat(gcc.errors()).isEmpty();
        }
    }

    @Test
    void architecturesDifferWhereTheyShould() {
        assertThat(assertions("x86_64"))
                .contains("_Static_assert(sizeof(struct epoll_event) == 12, \"sizeof(struct epoll_event)\");");
        assertThat(assertions("aarch64"))
                .contains("_Static_assert(sizeof(struct epoll_event) == 16, \"sizeof(struct epoll_event)\");");
    }

    @Test
    void wrongNumberWouldBeNoticed() throws IOException {
        String compiler = Arch.current() == Arch.X86_64 ? "x86_64-linux-gnu-gcc" : "aarch64-linux-gnu-gcc";
        assumeCompiler(compiler);
        for (String wrong : List.of("(int) (EINTR) == 5", "sizeof(struct pollfd) == 12")) {
            try (Peer gcc = compile(compiler, List.of("_Static_assert(" + wrong + ", \"wrong\");"))) {
                assertThat(gcc.exitStatus()).isNotZero();
                assertThat(gcc.errors()).contains("wrong");
            }
        }
    }

    private static List<String> assertions(String architecture) {
        try (Peer tables = ChildJvm.running(AbiTables.class)
                .jvmArgs("-D" + Arch.PROPERTY + "=" + architecture)
                .start()) {
            var lines = new ArrayList<String>();
            for (String line = tables.readLine(); line != null; line = tables.readLine()) {
                lines.add(line);
            }
            tables.expectExit(0);
            return lines;
        }
    }

    private Peer compile(String compiler, List<String> assertions) throws IOException {
        Path source = folder.resolve("abi.c");
        var lines = new ArrayList<String>(List.of("#define _GNU_SOURCE"));
        HEADERS.forEach(header -> lines.add("#include <" + header + ">"));
        lines.addAll(assertions);
        Files.write(source, lines);
        return Peer.start(new ProcessBuilder(compiler, "-fsyntax-only", "-Wall", source.toString()));
    }

    private static void assumeCompiler(String name) {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, name)));
        assumeTrue(there, () -> "no " + name + " on the PATH");
    }
}
