package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.TimedOutException;
import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import dev.parley.testing.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writing far more than can lie in between. How much that is changes for a second after the last write, with late
 * acknowledgements and window probes, so there is no such thing as a TCP connection that just became full.
 */
class TcpWriteTest extends BlockingContract {
    private static final int MUCH = 16 << 20;

    @Override
    protected Situation situation() throws IOException {
        return new Pouring(TcpPair.open());
    }

    @Override
    @ParameterizedTest
    @EnumSource
    public void noTimeIsOneAttempt(Kind kind) throws Exception {
        Callable<Object> attempt = () -> {
            try (Situation situation = situation()) {
                return situation.call(Duration.ZERO);
            }
        };
        try (var caller = kind == Kind.PLATFORM ? Background.platform(attempt) : Background.virtual(attempt)) {
            assertThat(caller.failure())
                    .isInstanceOf(TimedOutException.class)
                    .hasMessageContaining("of " + MUCH + " bytes");
        }
    }

    private static final class Pouring implements Situation {
        private final TcpPair pair;
        private final AtomicInteger poured = new AtomicInteger();

        Pouring(TcpPair pair) throws IOException {
            this.pair = pair;
            pair.client().setSendBufferSize(256 * 1024); // unasked, the kernel lets it grow to many megabytes
        }

        @Override
        public Object call() throws IOException {
            pair.client().write(ByteBuffer.allocate(MUCH));
            return poured.incrementAndGet();
        }

        @Override
        public Object call(Duration timeout) throws IOException {
            pair.client().write(ByteBuffer.allocate(MUCH), timeout);
            return poured.incrementAndGet();
        }

        /** Reads until one more write has ended; what it left in between is too little for another. */
        @Override
        public void unblock() {
            int target = poured.get() + 1;
            Thread.ofPlatform().daemon().start(() -> {
                ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
                try {
                    while (poured.get() < target) {
                        try {
                            pair.accepted().read(buffer.clear(), Duration.ofMillis(10));
                        } catch (TimedOutException e) {
                            // perhaps nobody writes any more
                        }
                    }
                } catch (IOException e) {
                    // the situation is over
                }
            });
        }

        @Override
        public void closeHandle() {
            pair.client().close();
        }

        @Override
        public void close() {
            pair.close();
        }
    }
}
