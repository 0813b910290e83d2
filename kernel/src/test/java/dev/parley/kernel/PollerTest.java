package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Background;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollerTest {
    @Test
    void eachWaiterIsWokenByTheEventItWaitsFor() throws Exception {
        long ends = Pipes.pipe2(0);
        try (Fd source = Fd.own((int) ends);
                Fd sink = Fd.own((int) (ends >>> 32));
                var reader = Background.virtual(() -> source.await(Polls.POLLIN, Deadline.NEVER))) {
            reader.awaitBlocked();
            assertThat(Background.virtual(() -> sink.await(Polls.POLLOUT, Deadline.NEVER))
                            .result())
                    .isTrue();
            assertThat(reader.isDone()).isFalse();
            write(sink);
            assertThat(reader.result()).isTrue();
        }
    }

    @Test
    void allWaitersOfOneDescriptorAreWoken() throws Exception {
        long ends = Pipes.pipe2(0);
        try (Fd source = Fd.own((int) ends);
                Fd sink = Fd.own((int) (ends >>> 32))) {
            List<Background<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                readers.add(Background.virtual(() -> source.await(Polls.POLLIN, Deadline.NEVER))
                        .awaitBlocked());
            }
            write(sink);
            for (var reader : readers) {
                assertThat(reader.result()).isTrue();
                reader.close();
            }
        }
    }

    @Test
    void hangUpWakesWhoeverWaitsForAnything() throws Exception {
        long ends = Pipes.pipe2(0);
        try (Fd source = Fd.own((int) ends)) {
            Fd sink = Fd.own((int) (ends >>> 32));
            try (var reader = Background.virtual(() -> source.await(Polls.POLLIN, Deadline.NEVER))) {
                reader.awaitBlocked();
                sink.close();
                assertThat(reader.result()).isTrue();
            }
        }
    }

    @Test
    void deadlinePassesWithoutAnEvent() throws Exception {
        long ends = Pipes.pipe2(0);
        try (Fd source = Fd.own((int) ends);
                Fd _ = Fd.own((int) (ends >>> 32))) {
            long deadline = Deadline.after(Duration.ofMillis(5));
            assertThat(Background.virtual(() -> source.await(Polls.POLLIN, deadline))
                            .result())
                    .isFalse();
            assertThat(source.await(Polls.POLLIN, Deadline.NOW)).isFalse();
        }
    }

    @Test
    void regularFileIsAlwaysReady() throws Exception {
        try (Scratch scratch = Scratch.take(100)) {
            scratch.segment().setString(0, "/proc/self/exe");
            try (Fd file = Fd.own(Files.open(scratch.segment(), Files.O_RDONLY, 0))) {
                assertThat(Background.virtual(() -> file.await(Polls.POLLIN, Deadline.NEVER))
                                .result())
                        .isTrue();
            }
        }
    }

    @Test
    void numberThatIsUsedAgainDoesNotInheritItsPredecessorsWaiters() throws Exception {
        for (int i = 0; i < 300; i++) {
            long ends = Pipes.pipe2(0);
            Fd source = Fd.own((int) ends);
            try (Fd sink = Fd.own((int) (ends >>> 32));
                    var reader = Background.virtual(() -> source.await(Polls.POLLIN, Deadline.NEVER))) {
                reader.awaitBlocked();
                if (i % 2 == 0) {
                    write(sink);
                    assertThat(reader.result()).isTrue();
                    source.close();
                } else {
                    source.close();
                    assertThat(reader.failure()).isInstanceOf(AsynchronousCloseException.class);
                }
            }
        }
    }

    private static void write(Fd sink) throws IOException {
        try (Scratch scratch = Scratch.take(1)) {
            assertThat(sink.run(Io.WRITE_CALL, scratch.segment(), 1, 0, 0, Polls.POLLOUT, Deadline.NEVER))
                    .isEqualTo(1);
        }
    }
}
