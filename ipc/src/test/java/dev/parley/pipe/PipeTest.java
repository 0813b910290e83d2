package dev.parley.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.DescriptorHandle;
import dev.parley.IpcException;
import dev.parley.PermissionException;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PipeTest {
    private static final int PAGE = 4096;

    @Test
    void closingThePipeClosesBothEnds() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.sink().close();
        assertThat(pipe.isOpen()).isTrue();
        pipe.close();
        pipe.close();
        assertThat(pipe.isOpen()).isFalse();
        assertThat(pipe.source().isOpen()).isFalse();
    }

    @Test
    void atomicWriteIsEverythingOrNothingAndRoomIsCountedInPages() throws IOException {
        try (Pipe pipe = Pipe.open()) {
            PipeSink sink = pipe.sink();
            sink.write(new byte[sink.capacity()]);
            assertThat(sink.tryWrite(ByteBuffer.allocate(1))).isZero();
            read(pipe, 2048);
            assertThat(sink.tryWrite(ByteBuffer.allocate(2048)))
                    .as("half a page is free")
                    .isZero();
            read(pipe, 2048);
            assertThat(sink.tryWrite(ByteBuffer.allocate(PAGE))).isEqualTo(PAGE);
            read(pipe, PAGE);
            ByteBuffer longer = ByteBuffer.allocate(2 * PAGE);
            assertThat(sink.tryWrite(longer)).as("longer writes are partial").isEqualTo(PAGE);
            assertThat(longer.position()).isEqualTo(PAGE);
        }
    }

    @Test
    void capacityIsRoundedUpAndTheSameFromBothEnds() throws IOException {
        try (Pipe pipe = Pipe.open()) {
            assertThat(pipe.sink().setCapacity(100_000)).isEqualTo(131_072);
            assertThat(pipe.sink().capacity()).isEqualTo(131_072);
            assertThat(pipe.source().capacity()).isEqualTo(131_072);
            assertThat(pipe.source().setCapacity(1)).isEqualTo(PAGE);
            assertThatThrownBy(() -> pipe.sink().setCapacity(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("bytes=0");
        }
    }

    @Test
    void capacityCannotShrinkBelowWhatIsInThePipe() throws IOException {
        try (Pipe pipe = Pipe.open()) {
            pipe.sink().write(new byte[3 * PAGE]);
            assertThatThrownBy(() -> pipe.sink().setCapacity(PAGE))
                    .isInstanceOf(IpcException.class)
                    .hasMessageContaining("EBUSY")
                    .hasMessageContaining("read them first");
        }
    }

    @Test
    void capacityAboveTheSystemsLimitNeedsPermission() throws IOException {
        // By lines: the file gives everything to the first read(2), and readString begins with a single byte.
        int limit = Integer.parseInt(
                Files.readAllLines(Path.of("/proc/sys/fs/pipe-max-size")).getFirst());
        assumeTrue(!hasCapability(24), "this process has CAP_SYS_RESOURCE");
        try (Pipe pipe = Pipe.open()) {
            assertThat(pipe.sink().setCapacity(limit)).isGreaterThanOrEqualTo(limit);
            assertThatThrownBy(() -> pipe.sink().setCapacity(4 * Math.max(limit, PAGE)))
                    .isInstanceOf(PermissionException.class)
                    .hasMessageContaining("EPERM")
                    .hasMessageContaining("/proc/sys/fs/pipe-max-size");
        }
    }

    @Test
    void packetIsReadWholeAndWhatDoesNotFitIsLost() throws IOException {
        try (Pipe pipe = Pipe.openPackets()) {
            pipe.sink().write("first");
            pipe.sink().write("second");
            pipe.sink().write("third");
            assertThat(read(pipe, 100)).isEqualTo("first");
            assertThat(read(pipe, 3)).isEqualTo("sec");
            assertThat(read(pipe, 100)).isEqualTo("third");
        }
    }

    @Test
    void writeLongerThanPipeBufIsSeveralPackets() throws IOException {
        try (Pipe pipe = Pipe.openPackets()) {
            pipe.sink().write(new byte[Pipe.PIPE_BUF + 1]);
            assertThat(read(pipe, 2 * PAGE)).hasSize(Pipe.PIPE_BUF);
            assertThat(read(pipe, 2 * PAGE)).hasSize(1);
        }
    }

    @Test
    void endIsRefusedForTheOtherDirection() throws IOException {
        try (Pipe pipe = Pipe.open()) {
            assertThatThrownBy(() -> PipeSource.of(pipe.sink().descriptor()))
                    .isInstanceOf(IpcException.class)
                    .hasMessageContaining("EBADF")
                    .hasMessageContaining("writing only");
            assertThatThrownBy(() -> PipeSink.of(pipe.source().descriptor()))
                    .isInstanceOf(IpcException.class)
                    .hasMessageContaining("EBADF")
                    .hasMessageContaining("reading only");
        }
    }

    @Test
    void endsAreCloseOnExec() throws IOException {
        try (Pipe pipe = Pipe.open();
                Peer child = Peer.start(new ProcessBuilder("sh", "-c", "ls -l /proc/self/fd"))) {
            String inode = Files.readSymbolicLink(Path.of(
                            "/proc/self/fd/" + pipe.source().descriptor().number()))
                    .toString();
            assertThat(inode).startsWith("pipe:");
            for (String line = child.readLine(); line != null; line = child.readLine()) {
                assertThat(line).doesNotContain(inode);
            }
        }
        try (Pipe pipe = Pipe.open()) {
            for (var end : new DescriptorHandle[] {pipe.source(), pipe.sink()}) {
                String info = Files.readString(
                        Path.of("/proc/self/fdinfo/" + end.descriptor().number()));
                assertThat(info).containsPattern("flags:\\s*0?2[0-7]{6}"); // O_CLOEXEC is 02000000
            }
        }
    }

    @Test
    void brokenPipeIsAnExceptionEvenInAJvmThatLeavesSignalsAlone() {
        try (Peer child = ChildJvm.running(BrokenPipe.class).jvmArgs("-Xrs").start()) {
            child.expectStart("write pipe: EPIPE: ");
            child.expectExit(0);
        }
    }

    /** Writes to a pipe that nobody reads. */
    static final class BrokenPipe {
        static void main(String... args) throws IOException {
            try (Pipe pipe = Pipe.open()) {
                pipe.source().close();
                pipe.sink().write("x");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String read(Pipe pipe, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        pipe.source().read(buffer);
        return UTF_8.decode(buffer.flip()).toString();
    }

    private static boolean hasCapability(int number) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8), 16) >>> number & 1) == 1);
    }
}
