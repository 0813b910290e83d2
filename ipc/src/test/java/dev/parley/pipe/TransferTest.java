package dev.parley.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.PeerGoneException;
import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** splice(2) and tee(2). */
class TransferTest {
    @Test
    void spliceMovesAtMostWhatWasAsked() throws IOException {
        try (Pipe from = Pipe.open();
                Pipe to = Pipe.open()) {
            from.sink().write("hello world");
            assertThat(Pipe.splice(from.source(), to.sink(), 5)).isEqualTo(5);
            assertThat(read(to)).isEqualTo("hello");
            assertThat(Pipe.splice(from.source(), to.sink(), 100)).isEqualTo(6);
            assertThat(read(to)).isEqualTo(" world");
        }
    }

    @Test
    void teeLeavesTheBytesWhereTheyAre() throws IOException {
        try (Pipe from = Pipe.open();
                Pipe to = Pipe.open()) {
            from.sink().write("hello");
            assertThat(Pipe.tee(from.source(), to.sink(), 100)).isEqualTo(5);
            assertThat(read(to)).isEqualTo("hello");
            assertThat(read(from)).isEqualTo("hello");
        }
    }

    @Test
    void endOfTheSourceIsTheEndOfTheTransfer() throws IOException {
        try (Pipe from = Pipe.open();
                Pipe to = Pipe.open()) {
            from.sink().close();
            assertThat(Pipe.splice(from.source(), to.sink(), 1)).isEqualTo(-1);
            assertThat(Pipe.tee(from.source(), to.sink(), 1)).isEqualTo(-1);
        }
    }

    @Test
    void targetThatNobodyReadsIsAnException() throws IOException {
        try (Pipe from = Pipe.open();
                Pipe to = Pipe.open()) {
            from.sink().write("hello");
            to.source().close();
            assertThatThrownBy(() -> Pipe.splice(from.source(), to.sink(), 5))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("splice pipe to pipe: EPIPE");
            assertThatThrownBy(() -> Pipe.tee(from.source(), to.sink(), 5)).isInstanceOf(PeerGoneException.class);
            assertThat(from.source().available()).isEqualTo(5);
        }
    }

    @Test
    void nothingToMoveIsAMistake() throws IOException {
        try (Pipe pipe = Pipe.open()) {
            assertThatThrownBy(() -> Pipe.splice(pipe.source(), pipe.sink(), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("size=0");
        }
    }

    private static String read(Pipe pipe) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        pipe.source().read(buffer);
        return UTF_8.decode(buffer.flip()).toString();
    }

    @Nested
    class SpliceFromAnEmptyPipe extends BlockingContract {
        @Override
        protected Situation situation() throws IOException {
            return new FromEmpty() {
                @Override
                public Object call() throws IOException {
                    long count = Pipe.splice(from.source(), to.sink(), 100);
                    read(to);
                    return count;
                }
            };
        }
    }

    @Nested
    class TeeFromAnEmptyPipe extends BlockingContract {
        @Override
        protected Situation situation() throws IOException {
            return new FromEmpty() {
                @Override
                public Object call() throws IOException {
                    long count = Pipe.tee(from.source(), to.sink(), 100);
                    read(to);
                    read(from);
                    return count;
                }
            };
        }
    }

    @Nested
    class SpliceToAFullPipe extends BlockingContract {
        @Override
        protected Situation situation() throws IOException {
            return new ToFull();
        }
    }

    private abstract static class FromEmpty implements Situation {
        final Pipe from = Pipe.open();
        final Pipe to = Pipe.open();

        FromEmpty() throws IOException {}

        @Override
        public Object call(Duration timeout) {
            throw new IllegalStateException("no such form");
        }

        @Override
        public boolean hasTimeout() {
            return false;
        }

        @Override
        public void unblock() throws IOException {
            from.sink().write("x");
        }

        @Override
        public void closeHandle() {
            from.source().close();
        }

        @Override
        public void close() {
            from.close();
            to.close();
        }
    }

    private static final class ToFull extends FromEmpty {
        ToFull() throws IOException {
            from.sink().write(new byte[10]);
            to.sink().write(new byte[to.sink().capacity()]);
        }

        @Override
        public Object call() throws IOException {
            return Pipe.splice(from.source(), to.sink(), 1); // a single byte fills a whole place
        }

        @Override
        public void unblock() throws IOException {
            to.source().read(ByteBuffer.allocate(4096));
        }

        @Override
        public void closeHandle() {
            to.sink().close();
        }
    }
}
