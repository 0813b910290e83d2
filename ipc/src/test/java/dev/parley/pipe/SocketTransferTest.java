package dev.parley.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.IpcException;
import dev.parley.TimedOutException;
import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixServer;
import dev.parley.socket.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** splice(2) between pipes and sockets. */
class SocketTransferTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Two connected sockets. */
    private record Sockets(UnixSocket near, UnixSocket far) implements AutoCloseable {
        static Sockets connected() throws IOException {
            var address = UnixAddress.abstractName(
                    "parley-splice-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet());
            try (UnixServer server = UnixSocket.listen(address)) {
                UnixSocket near = UnixSocket.connect(address);
                return new Sockets(near, server.accept());
            }
        }

        @Override
        public void close() throws IOException {
            near.close();
            far.close();
        }
    }

    @Test
    void bytesGoFromPipeToSocketAndBack() throws IOException {
        try (Pipe pipe = Pipe.open();
                Sockets sockets = Sockets.connected()) {
            pipe.sink().write("hello");
            assertThat(Pipe.splice(pipe.source(), sockets.near, 100)).isEqualTo(5);
            assertThat(Pipe.splice(sockets.far, pipe.sink(), 100)).isEqualTo(5);
            assertThat(pipe.source().available()).isEqualTo(5);
            sockets.near.close();
            assertThat(Pipe.splice(sockets.far, pipe.sink(), 100)).isEqualTo(-1);
        }
    }

    @Test
    void oneOfTheTwoMustBeAPipe() throws IOException {
        try (Sockets one = Sockets.connected();
                Sockets other = Sockets.connected()) {
            one.near.write("x");
            assertThatThrownBy(() -> Pipe.splice(one.far, other.near, 1))
                    .isInstanceOf(IpcException.class)
                    .hasMessageContaining("EINVAL");
        }
    }

    @Nested
    class FromAnEmptySocket extends BlockingContract {
        @Override
        protected Situation situation() throws IOException {
            return new Between() {
                @Override
                public Object call() throws IOException {
                    long count = Pipe.splice(sockets.far(), pipe.sink(), 100);
                    pipe.source().read(ByteBuffer.allocate(100));
                    return count;
                }

                @Override
                public void unblock() throws IOException {
                    sockets.near().write("x");
                }

                @Override
                public void closeHandle() {
                    sockets.far().close();
                }
            };
        }
    }

    @Nested
    class ToAFullSocket extends BlockingContract {
        @Override
        protected Situation situation() throws IOException {
            var situation = new ToFull();
            situation.fill();
            return situation;
        }
    }

    private static final class ToFull extends Between {
        ToFull() throws IOException {}

        /** Leaves the socket blocking, as tryWrite would not. */
        private void fill() throws IOException {
            pipe.sink().write("1");
            assertThatThrownBy(() -> sockets.near().write(ByteBuffer.allocate(1 << 22), Duration.ofMillis(20)))
                    .isInstanceOf(TimedOutException.class);
        }

        @Override
        public Object call() throws IOException {
            return refilled(Pipe.splice(pipe.source(), sockets.near(), 1));
        }

        private synchronized Object refilled(long count) throws IOException {
            fill();
            return count;
        }

        @Override
        public synchronized void unblock() throws IOException {
            while (sockets.far().tryRead(ByteBuffer.allocate(1 << 16)) > 0) {}
        }

        @Override
        public void closeHandle() {
            sockets.near().close();
        }
    }

    private abstract static class Between implements Situation {
        final Pipe pipe = Pipe.open();
        final Sockets sockets = Sockets.connected();

        Between() throws IOException {}

        @Override
        public Object call(Duration timeout) {
            throw new IllegalStateException("no such form");
        }

        @Override
        public boolean hasTimeout() {
            return false;
        }

        @Override
        public void close() throws IOException {
            pipe.close();
            sockets.close();
        }
    }
}
