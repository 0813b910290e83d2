package dev.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.AlreadyExistsException;
import dev.parley.NotFoundException;
import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysvQueueTest {
    @TempDir
    Path folder;

    @Test
    void createRefusesAKeyThatIsTaken() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var queue = SysvQueue.create(key)) {
            assertThatThrownBy(() -> SysvQueue.create(key))
                    .isExactlyInstanceOf(AlreadyExistsException.class)
                    .hasMessage("msgget sysv-queue:" + key + ": EEXIST: exists already");
            queue.remove();
        }
    }

    @Test
    void openOfAnAbsentKeyIsNotFound() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        assertThatThrownBy(() -> SysvQueue.open(key)).isExactlyInstanceOf(NotFoundException.class);
    }

    @Test
    void openAndOpenOrCreateFindTheSameQueue() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var made = SysvQueue.openOrCreate(key);
                var opened = SysvQueue.open(key);
                var again = SysvQueue.openOrCreate(key)) {
            assertThat(opened.id()).isEqualTo(made.id());
            assertThat(again.id()).isEqualTo(made.id());
            made.remove();
        }
    }

    @Test
    void openOrCreateByManyAtOnceMakesOneQueue() throws Exception {
        SysvKey key = SysvTesting.key(folder);
        var openers = new ArrayList<Background<Integer>>();
        for (int i = 0; i < 8; i++) {
            openers.add(Background.platform(() -> SysvQueue.openOrCreate(key).id()));
        }
        int id = SysvQueue.openOrCreate(key).id();
        for (var opener : openers) {
            assertThat(opener.result()).isEqualTo(id);
            opener.close();
        }
        SysvQueue.ofId(id).remove();
    }

    /** With key 0 the kernel makes a new queue whatever is asked, and with mode 0 at that. */
    @Test
    void keyZeroIsRefusedAndLeavesNoQueueBehind() {
        try (var _ = LeakCheck.begin()) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> SysvQueue.open(SysvKey.PRIVATE),
                    () -> SysvQueue.create(SysvKey.of(0)),
                    () -> SysvQueue.openOrCreate(SysvKey.PRIVATE))) {
                assertThatIllegalArgumentException().isThrownBy(call).withMessageEndingWith("key=0x00000000");
            }
        }
    }

    @Test
    void modeIsWhatWasAskedForWhateverTheUmask() throws IOException {
        for (int mode : new int[] {0600, 0666, 0622}) {
            SysvKey key = SysvTesting.key(folder);
            try (var queue = SysvQueue.create(key, mode)) {
                assertThat(queue.status().permissions().mode()).isEqualTo(mode);
                queue.remove();
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SysvQueue.create(SysvTesting.key(folder), 01600))
                .withMessageEndingWith("mode=01600");
    }

    @Test
    void newQueueIsForItsOwnerAlone() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var named = SysvQueue.create(key);
                var unnamed = SysvQueue.createPrivate()) {
            assertThat(named.status().permissions().mode()).isEqualTo(0600);
            assertThat(unnamed.status().permissions().mode()).isEqualTo(0600);
            named.remove();
            unnamed.remove();
        }
    }

    @Test
    void privateQueueIsReachedByItsId() throws IOException {
        try (var queue = SysvQueue.createPrivate();
                var other = SysvQueue.ofId(queue.id())) {
            queue.send(1, "for whoever was told the number");
            assertThat(other.receive().text()).isEqualTo("for whoever was told the number");
            assertThat(other.status().permissions().key()).isEqualTo(SysvKey.PRIVATE);
            queue.remove();
        }
    }

    @Test
    void idOfNothingIsNotFound() {
        assertThatThrownBy(() -> SysvQueue.ofId(Integer.MAX_VALUE))
                .isExactlyInstanceOf(NotFoundException.class)
                .hasMessage("msgctl sysv-queue:id=2147483647: EINVAL: there is no queue with this identifier");
    }

    @Test
    void addressIsTheKeyOrElseTheId() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var named = SysvQueue.create(key);
                var unnamed = SysvQueue.createPrivate()) {
            assertThat(named).hasToString("sysv-queue:" + key);
            assertThat(unnamed).hasToString("sysv-queue:id=" + unnamed.id());
            named.remove();
            unnamed.remove();
        }
    }

    @Test
    void queueAndMessagesOutliveTheHandle() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var queue = SysvQueue.create(key)) {
            queue.send(1, "still here");
        }
        try (var queue = SysvQueue.open(key)) {
            assertThat(queue.receive().text()).isEqualTo("still here");
            queue.remove();
        }
    }

    @Test
    void everythingIsRefusedAfterClose() throws IOException {
        var queue = SysvQueue.createPrivate();
        int id = queue.id();
        queue.close();
        queue.close();
        assertThat(queue.isOpen()).isFalse();
        for (ThrowingCallable call : everythingOn(queue)) {
            assertThatThrownBy(call).isExactlyInstanceOf(ClosedChannelException.class);
        }
        SysvQueue.ofId(id).remove();
    }

    @Test
    void everythingSaysSoAfterTheQueueWasRemoved() throws IOException {
        try (var queue = SysvQueue.createPrivate()) {
            queue.remove();
            for (ThrowingCallable call : everythingOn(queue)) {
                assertThatThrownBy(call)
                        .isExactlyInstanceOf(RemovedException.class)
                        .hasMessageEndingWith(queue + ": EINVAL: the queue was removed");
            }
        }
    }

    /** Identifiers carry a sequence number. */
    @Test
    void idOfARemovedQueueIsNeverSomebodyElsesQueue() throws IOException {
        try (var old = SysvQueue.createPrivate()) {
            old.remove();
            for (int i = 0; i < SysvTesting.ROUNDS; i++) {
                try (var queue = SysvQueue.createPrivate()) {
                    assertThat(queue.id()).isNotEqualTo(old.id());
                    assertThatThrownBy(() -> old.send(1, "lost")).isInstanceOf(RemovedException.class);
                    queue.remove();
                }
            }
        }
    }

    private static List<ThrowingCallable> everythingOn(SysvQueue queue) {
        Duration moment = Duration.ofMillis(10);
        ByteBuffer buffer = ByteBuffer.allocate(10);
        return List.of(
                () -> queue.send(1, "x"),
                () -> queue.send(1, "x", moment),
                () -> queue.trySend(1, "x"),
                queue::receive,
                () -> queue.receive(Select.any(), moment),
                () -> queue.tryReceive(Select.any()),
                () -> queue.receive(Select.any(), buffer),
                () -> queue.tryReceive(Select.any(), buffer),
                () -> queue.peek(0),
                queue::status,
                () -> queue.setMode(0600),
                () -> queue.setMaximumBytes(100),
                queue::remove);
    }

    @Test
    void statusTellsWhatTheKernelTells() throws IOException {
        int self = (int) ProcessHandle.current().pid();
        Instant start = Instant.now().minusSeconds(2); // the kernel counts whole seconds, and is a tick behind
        try (var queue = SysvQueue.createPrivate()) {
            assertThat(queue.status().sent()).isEmpty();
            assertThat(queue.status().received()).isEmpty();
            assertThat(queue.status().lastSender()).isZero();
            queue.send(1, "abc");
            queue.send(1, "de");
            queue.receive();
            SysvQueue.Status status = queue.status();
            assertThat(status.messages()).isEqualTo(1);
            assertThat(status.bytes()).isEqualTo(2);
            assertThat(status.lastSender()).isEqualTo(self);
            assertThat(status.lastReceiver()).isEqualTo(self);
            assertThat(status.sent())
                    .hasValueSatisfying(time -> assertThat(time).isAfter(start));
            assertThat(status.received())
                    .hasValueSatisfying(time -> assertThat(time).isAfter(start));
            assertThat(status.changed())
                    .hasValueSatisfying(time -> assertThat(time).isAfter(start));
            assertThat(status.toString()).startsWith("1 messages, 2 of " + status.maximumBytes() + " bytes, mode 0600");
            queue.remove();
        }
    }

    @Test
    void settingOneThingLeavesTheOthers() throws IOException {
        try (var queue = SysvQueue.createPrivate()) {
            SysvQueue.Status before = queue.status();
            queue.setMaximumBytes(100);
            queue.setMode(0640);
            SysvQueue.Status after = queue.status();
            assertThat(after.maximumBytes()).isEqualTo(100);
            assertThat(after.permissions().mode()).isEqualTo(0640);
            assertThat(after.permissions().uid()).isEqualTo(before.permissions().uid());
            assertThat(after.permissions().gid()).isEqualTo(before.permissions().gid());
            queue.remove();
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
        try (var queue = SysvQueue.create(SysvKey.of(folder, 65))) {
            queue.send(1, "round", Duration.ofSeconds(1));
            queue.receive(Select.any(), Duration.ofSeconds(1));
            assertThatThrownBy(() -> queue.receive(Select.any(), Duration.ofNanos(1)));
            queue.remove();
        }
    }
}
