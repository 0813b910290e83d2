package dev.parley.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.NotFoundException;
import dev.parley.SysvKey;
import dev.parley.TimedOutException;
import dev.parley.kernel.Sysv;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Background;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel makes a set and sets its values in two steps: nobody may see what is between them. */
class SysvSemaphoresCreationTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void openerWaitsUntilTheValuesAreSetByAnOperation() throws Exception {
        SysvKey key = SysvTesting.key(folder);
        try (var half = halfMade(key, 2);
                var opener =
                        Background.platform(() -> SysvSemaphores.open(key, LONG).values())) {
            half.setValue(1, 7);
            half.release(0, 3);
            assertThat(opener.result()).containsExactly(3, 7);
            half.remove();
        }
    }

    /** As a C program does it that sets all values and never heard of waiting for an operation. */
    @Test
    void openerGoesOnOnceEveryValueWasSet() throws Exception {
        SysvKey key = SysvTesting.key(folder);
        try (var half = halfMade(key, 2);
                var opener =
                        Background.virtual(() -> SysvSemaphores.open(key, LONG).values())) {
            half.setValues(3, 7);
            assertThat(half.status().operated()).isEmpty();
            assertThat(half.status().toString()).endsWith("never operated on");
            assertThat(opener.result()).containsExactly(3, 7);
            half.remove();
        }
    }

    @Test
    void setWhoseMakerDiedIsNamed() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var half = halfMade(key, 1)) {
            assertThatThrownBy(() -> SysvSemaphores.open(key, Duration.ofMillis(20)))
                    .isExactlyInstanceOf(TimedOutException.class)
                    .hasMessage(
                            "semget sysv-sem:%s: ETIMEDOUT: it has no values yet after 20 ms: who made it has died or is"
                                            .formatted(key)
                                    + " stopped; remove it (ipcrm -s %d) or open it by its id".formatted(half.id()));
            half.remove();
        }
    }

    @Test
    void openerCanBeInterrupted() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var half = halfMade(key, 1);
                var opener = Background.platform(() -> SysvSemaphores.open(key, LONG))) {
            opener.interrupt();
            assertThat(opener.failure()).isInstanceOf(InterruptedIOException.class);
            half.remove();
        }
    }

    @Test
    void openerNoticesWhenTheSetIsRemovedMeanwhile() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var half = halfMade(key, 1);
                var opener = Background.platform(() -> SysvSemaphores.open(key, LONG))) {
            half.remove();
            assertThat(opener.failure()).isExactlyInstanceOf(NotFoundException.class);
        }
    }

    private static SysvSemaphores halfMade(SysvKey key, int count) throws IOException {
        int flags = Sysv.IPC_CREAT | Sysv.IPC_EXCL | 0600;
        return SysvSemaphores.ofId(dev.parley.kernel.SysvSemaphores.semget(key.value(), count, flags));
    }

    @Test
    void manyThreadsAtOnceSetTheValuesOnce() throws Exception {
        for (int round = 0; round < SysvTesting.ROUNDS; round++) {
            SysvKey key = SysvKey.of(folder, 65);
            var openers = new ArrayList<Background<Object>>();
            for (int i = 0; i < 8; i++) {
                openers.add(Background.virtual(() -> {
                    try (var set = SysvSemaphores.openOrCreate(key, 100)) {
                        set.acquire(0);
                    }
                    return key;
                }));
            }
            for (var opener : openers) {
                opener.result();
                opener.close();
            }
            try (var set = SysvSemaphores.open(key)) {
                assertThat(set.value(0)).isEqualTo(92);
                set.remove();
            }
        }
    }

    @Test
    void severalProcessesAtOnceSetTheValuesOnce() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        var peers = new ArrayList<Peer>();
        for (int i = 0; i < 4; i++) {
            peers.add(ChildJvm.running(Opener.class).args(key.value()).start());
        }
        peers.forEach(peer -> peer.expect("ready"));
        peers.forEach(peer -> peer.say("go"));
        for (Peer peer : peers) {
            peer.expect("took one").expectExit(0);
            peer.close();
        }
        try (var set = SysvSemaphores.open(key)) {
            assertThat(set.value(0)).isEqualTo(96);
            set.remove();
        }
    }

    @Test
    void makerThatIsKilledLeavesNothingThatLooksReady() throws IOException {
        for (int i = 0; i < SysvTesting.KILLS; i++) {
            SysvKey key = SysvTesting.key(folder);
            try (Peer maker = ChildJvm.running(Maker.class).args(key.value()).start()) {
                maker.expect("making");
                for (int spin = ThreadLocalRandom.current().nextInt(50_000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                maker.kill().exitStatus();
            }
            try (var set = SysvSemaphores.open(key, Duration.ofMillis(1))) {
                assertThat(set.values()).containsExactly(7, 8);
                set.remove();
            } catch (NotFoundException removedAlready) {
                continue;
            } catch (TimedOutException unfinished) {
                String id = unfinished.getMessage().replaceAll(".*ipcrm -s (\\d+).*", "$1");
                SysvSemaphores.ofId(Integer.parseInt(id)).remove();
            }
        }
    }

    static final class Opener {
        private Opener() {}

        static void main(String... args) throws Exception {
            System.out.println("ready");
            while (System.in.read() != '\n') {
                continue;
            }
            try (var set = SysvSemaphores.openOrCreate(SysvKey.of(Integer.parseInt(args[0])), 100)) {
                set.acquire(0);
            }
            System.out.println("took one");
        }
    }

    static final class Maker {
        private Maker() {}

        static void main(String... args) throws Exception {
            SysvKey key = SysvKey.of(Integer.parseInt(args[0]));
            System.out.println("making");
            for (; ; ) {
                try (var set = SysvSemaphores.create(key, 7, 8)) {
                    set.remove();
                }
            }
        }
    }
}
