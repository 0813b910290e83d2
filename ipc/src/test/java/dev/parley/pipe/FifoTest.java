package dev.parley.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.AlreadyExistsException;
import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.contract.BlockingContract.Kind;
import dev.parley.testing.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FifoTest {
    @TempDir
    Path folder;

    @Test
    void newFifoIsForItsOwnerAloneAndAModeIsTakenExactly() throws IOException {
        Fifo.create(folder.resolve("own"));
        assertThat(permissions("own")).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Fifo.create(folder.resolve("shared"), 0666); // a umask would take something away
        assertThat(permissions("shared")).isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
        Fifo.create(folder.resolve("odd"), 0061);
        assertThat(permissions("odd")).isEqualTo(PosixFilePermissions.fromString("---rw---x"));
        assertThatThrownBy(() -> Fifo.create(folder.resolve("wrong"), 010600))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("mode=010600");
    }

    @Test
    void nameIsMadeFoundAndRemovedOnce() throws IOException {
        Path path = folder.resolve("fifo");
        assertThatThrownBy(() -> Fifo.open(path))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("stat fifo:" + path + ": ENOENT: ");
        Fifo fifo = Fifo.create(path);
        assertThatThrownBy(() -> Fifo.create(path)).isInstanceOf(AlreadyExistsException.class);
        assertThat(Fifo.open(path).path()).isEqualTo(path);
        assertThat(Fifo.openOrCreate(path).path()).isEqualTo(path);
        fifo.remove();
        assertThatThrownBy(fifo::remove).isInstanceOf(NotFoundException.class);
        Fifo.openOrCreate(path, 0640);
        assertThat(permissions("fifo")).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Fifo.create(folder.resolve("no/such/folder"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void fileOfAnotherKindIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Fifo.open(file))
                .isInstanceOf(IpcException.class)
                .hasMessageContaining("EINVAL")
                .hasMessageContaining("is not a FIFO");
        assertThatThrownBy(() -> Fifo.openOrCreate(file)).isInstanceOf(IpcException.class);
    }

    @Test
    void nameMayHaveAnyCharacters() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("grüße 世界 \uD83D\uDE00"));
        try (PipeSource source = fifo.tryOpenReader();
                PipeSink sink = fifo.openWriter()) {
            sink.write("x");
            assertThat(source.read(ByteBuffer.allocate(2))).isEqualTo(1);
        }
        assertThatThrownBy(() -> Fifo.create(folder.resolve("x".repeat(256))))
                .isInstanceOf(IpcException.class)
                .hasMessageContaining("ENAMETOOLONG");
    }

    @ParameterizedTest
    @EnumSource
    void eitherSideMayOpenFirst(Kind kind) throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (var reader = start(kind, () -> read(fifo.openReader()))) {
            reader.awaitBlocked();
            write(fifo.openWriter(), "reader first");
            assertThat(reader.result()).isEqualTo("reader first");
        }
        try (var writer = start(kind, () -> write(fifo.openWriter(), "writer first"))) {
            writer.awaitBlocked();
            assertThat(read(fifo.openReader())).isEqualTo("writer first");
            writer.result();
        }
    }

    @Test
    void writerIsNotOpenedWhenNobodyReads() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        assertThat(fifo.tryOpenWriter()).isEmpty();
        try (PipeSource _ = fifo.tryOpenReader()) {
            try (PipeSink sink = fifo.tryOpenWriter().orElseThrow()) {
                sink.write("x");
            }
        }
        assertThat(fifo.tryOpenWriter()).isEmpty();
    }

    @Test
    void timeoutOfAnOpeningSaysWhoDidNotCome() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        assertThatThrownBy(() -> fifo.openReader(Duration.ofMillis(5)))
                .isInstanceOf(TimedOutException.class)
                .hasMessageContaining("ETIMEDOUT: no writer came within 5 ms");
        assertThatThrownBy(() -> fifo.openWriter(Duration.ofMillis(5)))
                .isInstanceOf(TimedOutException.class)
                .hasMessageContaining("no reader came within 5 ms");
    }

    @ParameterizedTest
    @EnumSource
    void readerWithoutAWriterHasNothingYetAndIsNotAtTheEnd(Kind kind) throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (PipeSource source = fifo.tryOpenReader()) {
            ByteBuffer buffer = ByteBuffer.allocate(10);
            assertThat(source.tryRead(buffer)).isZero();
            assertThatThrownBy(() -> source.read(buffer, Duration.ofMillis(20))).isInstanceOf(TimedOutException.class);
            try (var reader = start(kind, () -> source.read(buffer))) {
                reader.awaitBlocked();
                try (PipeSink sink = fifo.openWriter()) {
                    sink.write("x");
                    assertThat(reader.result()).isEqualTo(1);
                }
            }
            assertThat(source.read(buffer)).isEqualTo(-1);
            assertThat(source.tryRead(buffer)).isEqualTo(-1);
            try (PipeSink sink = fifo.openWriter()) {
                assertThat(source.tryRead(buffer)).isZero();
                sink.write("yz");
                assertThat(source.read(buffer)).isEqualTo(2);
            }
            assertThat(source.read(buffer)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void firstWriterThatLeavesWithoutAWordEndsTheStream(Kind kind) throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (PipeSource source = fifo.tryOpenReader();
                var reader = start(kind, () -> source.read(ByteBuffer.allocate(1)))) {
            reader.awaitBlocked();
            fifo.openWriter().close();
            assertThat(reader.result()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readerAcrossWritersNeverSeesAnEnd(Kind kind) throws Exception {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (PipeSource source = fifo.openReaderAcrossWriters()) {
            for (int i = 0; i < 3; i++) {
                try (var reader = start(kind, () -> readSome(source))) {
                    reader.awaitBlocked();
                    write(fifo.openWriter(), "writer " + i);
                    assertThat(reader.result()).isEqualTo("writer " + i);
                }
            }
            assertThat(source.tryRead(ByteBuffer.allocate(1))).isZero();
        }
        assertThat(fifo.tryOpenWriter()).isEmpty();
    }

    @Test
    void bytesStayAsLongAsAnybodyHoldsAnEnd() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        PipeSource source = fifo.tryOpenReader();
        try (PipeSink sink = fifo.openWriter()) {
            sink.write("one ");
            source.close();
            assertThatThrownBy(() -> sink.write("x"))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageStartingWith("write fifo:" + fifo.path() + ": EPIPE: ");
            try (PipeSource next = fifo.tryOpenReader()) {
                sink.write("two");
                assertThat(readSome(next)).isEqualTo("one two");
                sink.write("three");
            }
        }
        try (PipeSource none = fifo.tryOpenReader()) {
            assertThat(none.available()).isZero();
        }
    }

    @Test
    void openEndsOutliveTheName() throws IOException {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        try (PipeSource source = fifo.tryOpenReader();
                PipeSink sink = fifo.openWriter()) {
            fifo.remove();
            sink.write("still here");
            assertThat(readSome(source)).isEqualTo("still here");
            assertThatThrownBy(fifo::openReader).isInstanceOf(NotFoundException.class);
        }
    }

    private static <T> Background<T> start(Kind kind, Callable<T> operation) {
        return kind == Kind.VIRTUAL ? Background.virtual(operation) : Background.platform(operation);
    }

    private static String read(PipeSource source) throws IOException {
        try (source) {
            return source.readText();
        }
    }

    private static String readSome(PipeSource source) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        source.read(buffer);
        return UTF_8.decode(buffer.flip()).toString();
    }

    private static Object write(PipeSink sink, String text) throws IOException {
        try (sink) {
            sink.write(text);
            return sink;
        }
    }

    private Set<PosixFilePermission> permissions(String name) throws IOException {
        return Files.getPosixFilePermissions(folder.resolve(name));
    }
}
