package dev.parley.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.AlreadyExistsException;
import dev.parley.NotFoundException;
import dev.parley.SysvKey;
import dev.parley.pipe.Pipe;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysvMemoryTest {
    @TempDir
    Path folder;

    @Test
    void createRefusesAKeyThatIsTaken() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 1)) {
            assertThatThrownBy(() -> SysvMemory.create(key, 1))
                    .isExactlyInstanceOf(AlreadyExistsException.class)
                    .hasMessage("shmget sysv-shm:" + key + ": EEXIST: exists already");
            memory.remove();
        }
    }

    @Test
    void openOfAnAbsentKeyIsNotFound() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        assertThatThrownBy(() -> SysvMemory.open(key)).isExactlyInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> SysvMemory.openReadOnly(key)).isExactlyInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> SysvMemory.ofId(Integer.MAX_VALUE))
                .isExactlyInstanceOf(NotFoundException.class)
                .hasMessage("shmat sysv-shm:id=2147483647: EINVAL: there is no memory with this identifier");
    }

    @Test
    void keyZeroIsRefused() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> SysvMemory.open(SysvKey.PRIVATE),
                () -> SysvMemory.openReadOnly(SysvKey.PRIVATE),
                () -> SysvMemory.create(SysvKey.PRIVATE, 1),
                () -> SysvMemory.openOrCreate(SysvKey.of(0), 1))) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessageEndingWith("key=0x00000000");
        }
    }

    @Test
    void openOrCreateByManyAtOnceMakesOne() throws Exception {
        SysvKey key = SysvTesting.key(folder);
        var openers = new ArrayList<Background<Integer>>();
        for (int i = 0; i < 8; i++) {
            openers.add(Background.platform(() -> {
                try (var memory = SysvMemory.openOrCreate(key, 100)) {
                    return memory.id();
                }
            }));
        }
        try (var memory = SysvMemory.openOrCreate(key, 100)) {
            for (var opener : openers) {
                assertThat(opener.result()).isEqualTo(memory.id());
                opener.close();
            }
            memory.remove();
        }
    }

    @Test
    void newMemoryIsForItsOwnerAloneAndAllZeros() throws IOException {
        try (var memory = SysvMemory.createPrivate(10_000)) {
            assertThat(memory.status().permissions().mode()).isEqualTo(0600);
            assertThat(memory.segment().toArray(JAVA_BYTE)).containsOnly(0);
            memory.remove();
        }
    }

    @Test
    void modeIsWhatWasAskedForWhateverTheUmask() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 1, SysvMemoryOptions.DEFAULT.withMode(0666))) {
            assertThat(memory.status().permissions().mode()).isEqualTo(0666);
            memory.setMode(0640);
            assertThat(memory.status().permissions().mode()).isEqualTo(0640);
            memory.remove();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SysvMemoryOptions.DEFAULT.withMode(01000))
                .withMessageEndingWith("mode=01000");
    }

    @Test
    void whatOneWritesTheOtherSees() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var one = SysvMemory.create(key, 100);
                var other = SysvMemory.open(key);
                var byId = SysvMemory.ofId(one.id())) {
            one.segment().setString(0, "Hello, Shared Memory!");
            assertThat(other.segment().getString(0)).isEqualTo("Hello, Shared Memory!");
            other.segment().set(JAVA_BYTE, 0, (byte) 'J');
            assertThat(byId.segment().getString(0)).isEqualTo("Jello, Shared Memory!");
            one.remove();
        }
    }

    @Test
    void readOnlyMemoryCanBeReadAndNotWritten() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 8);
                var reader = SysvMemory.openReadOnly(key);
                var byId = SysvMemory.ofIdReadOnly(memory.id())) {
            memory.segment().set(JAVA_INT, 4, 42);
            for (MemorySegment seen : List.of(reader.segment(), byId.segment())) {
                assertThat(seen.isReadOnly()).isTrue();
                assertThat(seen.get(JAVA_INT, 4)).isEqualTo(42);
                assertThatThrownBy(() -> seen.set(JAVA_INT, 4, 1)).isInstanceOf(RuntimeException.class);
            }
            memory.remove();
        }
    }

    @Test
    void addressIsTheKeyOrElseTheId() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var named = SysvMemory.create(key, 1);
                var unnamed = SysvMemory.createPrivate(1)) {
            assertThat(named).hasToString("sysv-shm:" + key);
            assertThat(unnamed).hasToString("sysv-shm:id=" + unnamed.id());
            named.remove();
            unnamed.remove();
        }
    }

    @Test
    void touchingTheSegmentAfterCloseIsAnIllegalState() throws IOException {
        var memory = SysvMemory.createPrivate(8);
        memory.remove();
        MemorySegment segment = memory.segment();
        memory.close();
        memory.close();
        assertThat(memory.isOpen()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> segment.get(JAVA_INT, 0));
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(memory::id, memory::status, memory::remove, memory::lock, memory::unlock)) {
            assertThatThrownBy(call).isExactlyInstanceOf(ClosedChannelException.class);
        }
    }

    /** Detaching under the kernel's hands is not possible; saying so is. */
    @Test
    void closeIsRefusedWhileASystemCallWorksOnTheSegment() throws Exception {
        try (var pipe = Pipe.open();
                var memory = SysvMemory.createPrivate(1 << 20)) {
            memory.remove();
            try (var writer = Background.platform(() -> pipe.sink().write(memory.segment()))) {
                Await.blockedIn(writer.tid(), "write");
                assertThatIllegalStateException().isThrownBy(memory::close);
                assertThat(memory.isOpen()).isTrue();
                assertThat(memory.segment().get(JAVA_INT, 0)).isZero();
                pipe.sink().close();
                assertThat(writer.failure()).isInstanceOf(ClosedChannelException.class);
            }
        }
    }

    @Test
    void attachmentsAreCounted() throws IOException {
        try (var memory = SysvMemory.createPrivate(1)) {
            try (var second = SysvMemory.ofId(memory.id())) {
                assertThat(second.status().attached()).isEqualTo(2);
            }
            SysvMemory.Status status = memory.status();
            int self = (int) ProcessHandle.current().pid();
            assertThat(status.attached()).isEqualTo(1);
            assertThat(status.creator()).isEqualTo(self);
            assertThat(status.lastUser()).isEqualTo(self);
            assertThat(status.attachedLast()).isPresent();
            assertThat(status.detachedLast()).isPresent();
            assertThat(status.changed()).isPresent();
            assertThat(status.toString())
                    .startsWith("1 bytes, attached 1 times, mode 0600")
                    .doesNotContain("removed");
            memory.remove();
        }
    }

    @Test
    void contentOutlivesTheHandle() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var memory = SysvMemory.create(key, 100)) {
            memory.segment().setString(0, "still here");
        }
        try (var memory = SysvMemory.open(key)) {
            assertThat(memory.segment().getString(0)).isEqualTo("still here");
            assertThat(memory.status().attached()).isEqualTo(1);
            memory.remove();
        }
    }

    @Test
    void removedMemoryWorksOnUntilTheLastOneLetsGo() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        int id;
        try (var memory = SysvMemory.create(key, 100)) {
            id = memory.id();
            memory.segment().setString(0, "condemned");
            memory.remove();
            memory.remove();
            assertThat(memory.status().removed()).isTrue();
            assertThat(memory.status().permissions().key()).isEqualTo(SysvKey.PRIVATE);
            assertThat(memory.status().toString()).endsWith(", removed");
            assertThatThrownBy(() -> SysvMemory.open(key)).isExactlyInstanceOf(NotFoundException.class);
            try (var late = SysvMemory.ofId(id)) {
                assertThat(late.segment().getString(0)).isEqualTo("condemned");
            }
            try (var successor = SysvMemory.create(key, 100)) {
                assertThat(successor.id()).isNotEqualTo(id);
                successor.remove();
            }
        }
        assertThatThrownBy(() -> SysvMemory.ofId(id)).isExactlyInstanceOf(NotFoundException.class);
    }

    @Test
    void lockedMemorySaysSo() throws IOException {
        try (var memory = SysvMemory.createPrivate(4096)) {
            memory.remove();
            memory.lock();
            assertThat(memory.status().locked()).isTrue();
            memory.unlock();
            assertThat(memory.status().locked()).isFalse();
        }
    }

    @Test
    void roundsLeaveNothingBehind() throws IOException {
        round();
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < SysvTesting.ROUNDS; i++) {
                round();
            }
        }
    }

    private void round() throws IOException {
        try (var memory = SysvMemory.create(SysvKey.of(folder, 65), 5000)) {
            assertThatThrownBy(() -> SysvMemory.openOrCreate(SysvKey.of(folder, 65), 6000));
            try (var reader = SysvMemory.openReadOnly(SysvKey.of(folder, 65))) {
                assertThat(reader.segment().get(JAVA_INT, 0)).isZero();
            }
            memory.remove();
        }
    }
}
