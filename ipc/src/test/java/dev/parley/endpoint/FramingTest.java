package dev.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.IpcException;
import dev.parley.pipe.Pipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramingTest {
    @Test
    void linesAreMessagesAndTheLastMayLackItsNewline() throws IOException {
        assertThat(read(Framing.LINE, "one\n\nthree\nfour")).containsExactly("one", "", "three", "four");
        assertThat(read(Framing.LINE, "one\n")).containsExactly("one");
        assertThat(read(Framing.LINE, "")).isEmpty();
    }

    @Test
    void lengthsComeBeforeMessages() throws IOException {
        assertThat(read(Framing.LENGTH, "\0\0\0\3one\0\0\0\0\0\0\0\5three")).containsExactly("one", "", "three");
        assertThat(read(Framing.LENGTH, "")).isEmpty();
    }

    @Test
    void withoutFramingWhatIsThereIsWhatComes() throws IOException {
        assertThat(read(Framing.NONE, "one\ntwo")).containsExactly("one\ntwo");
    }

    @Test
    void aStreamThatEndsInsideAMessageIsAnError() {
        for (String text : List.of("\0", "\0\0\0", "\0\0\0\5fou")) {
            assertThatThrownBy(() -> read(Framing.LENGTH, text))
                    .isInstanceOf(IpcException.class)
                    .hasMessage("read pipe: EBADMSG: the stream ended inside a message");
        }
    }

    @Test
    void anAnnouncedLengthCostsNoMemoryAndTooMuchIsRefused() {
        assertThatThrownBy(() -> read(Framing.LENGTH, "\u007f\0\0\0x")).hasMessageContaining("EMSGSIZE");
        ByteBuffer negative = ByteBuffer.allocate(4).putInt(0, -1);
        assertThatThrownBy(() -> read(Framing.LENGTH, negative)).hasMessageContaining("4294967295");
        assertThatThrownBy(() -> read(Framing.LENGTH, "\3\0\0\0x")).hasMessageContaining("inside a message");
    }

    @Test
    void aLineHoldsNoNewline() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Framing.LINE.frame(ByteBuffer.wrap(new byte[] {'a', '\n'})));
    }

    @Test
    void whatIsFramedComesOutAgainHoweverTheStreamIsCut() throws Exception {
        var random = new Random(20);
        for (Framing framing : List.of(Framing.LINE, Framing.LENGTH)) {
            var messages = new ArrayList<String>();
            for (int i = 0; i < 200; i++) {
                messages.add("m".repeat(random.nextInt(i % 10 == 0 ? 9000 : 40)));
            }
            try (var pipe = Pipe.open()) {
                var writer = Thread.ofVirtual().start(() -> send(framing, messages, pipe));
                assertThat(drain(framing, pipe)).isEqualTo(messages);
                writer.join();
            }
        }
    }

    private static void send(Framing framing, List<String> messages, Pipe pipe) {
        try {
            for (String message : messages) {
                for (ByteBuffer part : framing.frame(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)))) {
                    while (part.hasRemaining()) {
                        var piece = part.slice(part.position(), Math.min(7, part.remaining()));
                        part.position(part.position() + pipe.sink().write(piece));
                    }
                }
            }
            pipe.sink().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> read(Framing framing, String text) throws IOException {
        return read(framing, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<String> read(Framing framing, ByteBuffer bytes) throws IOException {
        try (var pipe = Pipe.open()) {
            pipe.sink().write(bytes);
            pipe.sink().close();
            return drain(framing, pipe);
        }
    }

    private static List<String> drain(Framing framing, Pipe pipe) throws IOException {
        var reader = framing.new Reader(pipe.source(), Optional.empty());
        var messages = new ArrayList<String>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            messages.add(new String(next.get(), StandardCharsets.ISO_8859_1));
        }
        return messages;
    }
}
