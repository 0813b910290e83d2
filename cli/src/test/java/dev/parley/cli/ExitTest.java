package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.CProgram;
import dev.parley.testing.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit codes that need another machine than this one, as near as it can be had. */
class ExitTest {
    private static final int ENOSYS = 38;
    private static final int EAFNOSUPPORT = 97;

    private static final List<String> BRIEF = List.of(
            "bench", "pipe", "--pin", "same", "--seconds", "0.05", "--runs", "1", "--pattern", "round-trip", "--peer");

    @TempDir
    Path folder;

    private Tool.Run benchWithoutCompiler(String peers) {
        String path = "PATH=" + Tool.programsWithoutCompiler(folder);
        try (var _ = LeakCheck.begin()) {
            Object[] arguments = Stream.concat(BRIEF.stream(), Stream.of(peers)).toArray();
            return Tool.runAfter(List.of("env", path), arguments);
        }
    }

    private static Tool.Run runWithout(String call, int errno, Object... arguments) {
        Assumptions.assumeTrue(CProgram.isAvailable(), CProgram::unavailableReason);
        return Tool.runAfter(CProgram.compile("kernel_without").command(call, errno), arguments);
    }

    @Test
    void whatCouldBeDoneOnlyInPartSaysWhatWasLeftOut() {
        Tool.Run run = benchWithoutCompiler("java,c");
        assertThat(run.errors()).isEqualTo("parley: left out peer c: there is no C compiler named cc\n");
        assertThat(run.output().lines()).hasSize(2).last().asString().startsWith("pipe       java ");
        assertThat(run.status()).isEqualTo(Exit.PARTIAL).isEqualTo(3);
    }

    @Test
    void whereNothingCouldBeDoneItFailed() {
        Tool.Run run = benchWithoutCompiler("c");
        assertThat(run.output().lines()).hasSize(1);
        assertThat(run.status()).isEqualTo(Exit.FAILED);
    }

    @Test
    void aKernelWithoutTheCallIsToldFromAFailure() {
        Tool.Run run = runWithout("msgget", ENOSYS, "stat", "sysv-queue:0x7a");
        assertThat(run.errors()).matches("parley: msgget sysv-queue:0x0000007a: ENOSYS: .+\n");
        assertThat(run.status()).isEqualTo(Exit.UNSUPPORTED).isEqualTo(4);
    }

    @Test
    void aKernelWithoutTheAddressFamilyIsToldFromAFailure() {
        for (String address : List.of("unix:@parley-nobody", "tcp:[::1]:1")) {
            Tool.Run run = runWithout("socket", EAFNOSUPPORT, "send", address, "x");
            assertThat(run.errors()).matches("parley: socket (unix|tcp):\\S+: EAFNOSUPPORT: .+\n");
            assertThat(run.status()).isEqualTo(Exit.UNSUPPORTED);
        }
    }
}
