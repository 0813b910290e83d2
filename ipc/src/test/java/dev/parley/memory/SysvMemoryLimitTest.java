package dev.parley.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.IpcException;
import dev.parley.LimitException;
import dev.parley.NotFoundException;
import dev.parley.PermissionException;
import dev.parley.SysvKey;
import dev.parley.io.Sysctl;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.LeakCheck;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes, huge pages, limits, and what other users may do. */
class SysvMemoryLimitTest {
    @TempDir
    Path folder;

    @Test
    void sizeIsWhatWasAskedForNotRoundedToPages() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 5000);
                var opened = SysvMemory.open(key)) {
            assertThat(opened.size()).isEqualTo(5000);
            assertThat(opened.segment().byteSize()).isEqualTo(5000);
            assertThat(opened.status().size()).isEqualTo(5000);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> memory.segment().get(JAVA_BYTE, 5000));
            memory.remove();
        }
    }

    @Test
    void sizeIsAtLeastOneByte() {
        for (long size : new long[] {0, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SysvMemory.createPrivate(size))
                    .withMessageEndingWith("size=" + size);
        }
    }

    @Test
    void existingMemoryMayBeLargerThanAskedFor() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 5000);
                var opened = SysvMemory.openOrCreate(key, 100)) {
            assertThat(opened.size()).isEqualTo(5000);
            memory.remove();
        }
    }

    @Test
    void existingMemoryThatIsTooSmallIsRefusedWithBothSizes() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 5000)) {
            assertThatThrownBy(() -> SysvMemory.openOrCreate(key, 5001))
                    .isExactlyInstanceOf(LimitException.class)
                    .hasMessageEndingWith("EINVAL: it exists and has 5000 bytes, not the 5001 asked for");
            memory.remove();
        }
    }

    @Test
    void moreThanThereIsIsRefusedAndLeavesNothingBehind() {
        try (var _ = LeakCheck.begin()) {
            assertThatThrownBy(() -> SysvMemory.createPrivate(1L << 62))
                    .isExactlyInstanceOf(LimitException.class)
                    .hasMessageContaining("memory of " + (1L << 62) + " bytes");
        }
    }

    @Test
    void hugePagesThatAreNotReservedAreNamed() {
        assumeTrue(Sysctl.NR_HUGEPAGES.value() == 0, "this machine has huge pages to spare");
        assertThatThrownBy(() -> SysvMemory.createPrivate(1, SysvMemoryOptions.DEFAULT.withHugePages()))
                .isExactlyInstanceOf(LimitException.class)
                .hasMessageEndingWith("not enough huge pages for memory of 1 bytes: raise vm.nr_hugepages (now 0)");
    }

    @Test
    void hugePagesOfASizeTheMachineDoesNotHaveAreRefused() {
        assertThatThrownBy(() -> SysvMemory.createPrivate(1, SysvMemoryOptions.DEFAULT.withHugePages(32 << 10)))
                .isInstanceOf(IpcException.class)
                .hasMessageEndingWith("hugePageSize=32768");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SysvMemoryOptions.DEFAULT.withHugePages(1000))
                .withMessageEndingWith("hugePageSize=1000");
    }

    @Test
    void memoryWithoutReserveIsMemory() throws IOException {
        var options = SysvMemoryOptions.DEFAULT.withoutReserve();
        try (var memory = SysvMemory.createPrivate(1 << 20, options)) {
            memory.remove();
            memory.segment().set(JAVA_BYTE, (1 << 20) - 1, (byte) 1);
            assertThat(memory.segment().get(JAVA_BYTE, (1 << 20) - 1)).isEqualTo((byte) 1);
        }
    }

    @Test
    void limitsOfTheKernelAreNamed() {
        List<String> limits = List.of("kernel.shmmax=8192", "kernel.shmmni=1");
        try (Peer peer = SysvTesting.inOwnNamespace(limits, Limited.class)) {
            peer.expect(
                    "shmget sysv-shm:0x00000000: EINVAL: memory of 8193 bytes is over kernel.shmmax (now 8192): raise it");
            peer.expectStart(
                    "shmget sysv-shm:0x00000000: ENOSPC: no room for memory of 1 bytes: raise kernel.shmmni (now 1)");
            peer.expectExit(0);
        }
    }

    @Test
    void othersMayDoWhatTheModeSays() throws IOException {
        try (var memory = SysvMemory.createPrivate(8);
                Peer peer = SysvTesting.asNobody(Stranger.class, memory.id())) {
            peer.say("go").expect("shmat EACCES").expect("shmat EACCES");
            memory.setMode(0604);
            memory.segment().set(JAVA_BYTE, 0, (byte) 42);
            peer.say("go").expect("read 42").expect("shmat EACCES");
            memory.setMode(0606);
            peer.say("go").expect("read 42").expect("shmctl EPERM").expectExit(0);
            memory.remove();
        }
    }

    /** Nobody but root may attach what has no permission bits. */
    @Test
    void memoryThatItsMakerCannotAttachIsNotLeftBehind() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (Peer peer = SysvTesting.asNobody(Excluded.class, key.value())) {
            peer.expect("shmat EACCES").expectExit(0);
        }
        assertThatThrownBy(() -> SysvMemory.open(key)).isExactlyInstanceOf(NotFoundException.class);
    }

    static final class Excluded {
        private Excluded() {}

        static void main(String... args) throws Exception {
            SysvKey key = SysvKey.of(Integer.parseInt(args[0]));
            Stranger.attempt(() -> {
                try (var memory = SysvMemory.create(key, 1, SysvMemoryOptions.DEFAULT.withMode(0))) {
                    return "made " + memory;
                }
            });
        }
    }

    static final class Limited {
        private Limited() {}

        static void main(String... args) throws Exception {
            for (long size : new long[] {8193, 1, 1}) {
                try {
                    SysvMemory.createPrivate(size);
                } catch (LimitException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    static final class Stranger {
        private Stranger() {}

        static void main(String... args) throws Exception {
            int id = Integer.parseInt(args[0]);
            for (int i = 0; i < 3; i++) {
                while (System.in.read() != '\n') {
                    continue;
                }
                attempt(() -> {
                    try (var memory = SysvMemory.ofIdReadOnly(id)) {
                        return "read " + memory.segment().get(JAVA_BYTE, 0);
                    }
                });
                attempt(() -> {
                    try (var memory = SysvMemory.ofId(id)) {
                        memory.remove();
                        return "removed";
                    }
                });
            }
        }

        private static void attempt(Callable<String> call) throws Exception {
            try {
                System.out.println(call.call());
            } catch (PermissionException e) {
                System.out.println(e.operation() + " " + e.errno());
            }
        }
    }
}
