package dev.parley.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ByteSink;
import dev.parley.ByteSource;
import dev.parley.pipe.Pipe;
import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixServer;
import dev.parley.socket.UnixSocket;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Very many virtual threads that wait at once. */
class CrowdTest {
    private static final int OF_EACH = 2_500;

    @Test
    void fiveThousandVirtualThreadsWaitOnTwoCarriersAndAllFinish() {
        try (Peer child = ChildJvm.running(Crowd.class)
                .jvmArgs(
                        "-Djdk.virtualThreadScheduler.parallelism=2",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=2",
                        "-XX:+MaxFDLimit")
                .args(OF_EACH)
                .start()) {
            assertThat(Integer.parseInt(child.expectStart("descriptors "))).isGreaterThanOrEqualTo(4 * OF_EACH);
            assertThat(Integer.parseInt(child.expectStart("threads "))).isLessThan(50);
            child.expect("finished " + 2 * OF_EACH).expectExit(0);
        }
    }

    /** Half of the readers wait for pipes and half for sockets; then each is sent its own number, last one first. */
    static final class Crowd {
        private final List<Background<Integer>> readers = new ArrayList<>();
        private final List<ByteSink> sinks = new ArrayList<>();

        static void main(String... args) throws Exception {
            int each = Integer.parseInt(args[0]);
            var crowd = new Crowd();
            var address = UnixAddress.abstractName(
                    "parley-crowd-" + ProcessHandle.current().pid());
            try (UnixServer server = UnixSocket.listen(address)) {
                for (int i = 0; i < each; i++) {
                    Pipe pipe = Pipe.open();
                    crowd.add(pipe.source(), pipe.sink());
                    UnixSocket client = UnixSocket.connect(address);
                    crowd.add(client, server.accept());
                }
                crowd.talk();
            }
        }

        private void add(ByteSource source, ByteSink sink) {
            sinks.add(sink);
            readers.add(Background.virtual(() -> {
                ByteBuffer number = ByteBuffer.allocate(4);
                while (number.hasRemaining() && source.read(number) >= 0) {}
                return number.getInt(0);
            }));
        }

        private void talk() throws Exception {
            readers.forEach(reader -> Await.parked(reader.thread()));
            System.out.println("descriptors " + count("/proc/self/fd"));
            System.out.println("threads " + count("/proc/self/task"));
            for (int i = sinks.size() - 1; i >= 0; i--) {
                sinks.get(i).write(ByteBuffer.allocate(4).putInt(0, i));
            }
            int right = 0;
            for (int i = 0; i < readers.size(); i++) {
                right += readers.get(i).result() == i ? 1 : 0;
            }
            System.out.println("finished " + right);
        }

        private static int count(String folder) throws IOException {
            try (var entries = Files.list(Path.of(folder))) {
                return (int) entries.count();
            }
        }
    }
}
