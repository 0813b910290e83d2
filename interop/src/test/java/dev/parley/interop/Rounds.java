package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ByteSource;
import dev.parley.testing.Background;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** What conversations repeat: how often, and how to disturb them. */
final class Rounds {
    /** How often a conversation is held to see that it leaves nothing behind; the full count is 1000. */
    static final int LEAKS = Integer.getInteger("parley.rounds", 50);

    /** How often a peer is killed at a random moment; the full count is 200. */
    static final int KILLS = Integer.getInteger("parley.kills", 10);

    /** Longer than anything takes: what ends by this is a hang. */
    static final Duration HANG = Duration.ofSeconds(30);

    private static final Duration LATEST_KILL = Duration.ofMillis(15);

    private Rounds() {}

    /** Waits for a random moment. */
    static void someMoment() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LATEST_KILL.toNanos()));
    }

    /** Kills a peer at a random moment. */
    static Background<Object> killer(Peer peer) {
        return Background.platform(() -> {
            someMoment();
            return peer.kill();
        });
    }

    /** Reads what record_writer wrote until the end of the stream; fails unless every record is whole and the next one. */
    static long readRecords(ByteSource source) throws IOException {
        var records = new Records();
        while (records.read(source) >= 0) {}
        assertThat(records.bytes() % Records.SIZE).as("bytes of a last record").isZero();
        return records.bytes() / Records.SIZE;
    }
}
