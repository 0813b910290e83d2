package dev.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.LimitException;
import dev.parley.testing.Allocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SysvQueueMessageTest {
    private SysvQueue queue;

    @BeforeEach
    void createQueue() throws IOException {
        queue = SysvQueue.createPrivate();
    }

    @AfterEach
    void removeQueue() throws IOException {
        queue.remove();
        queue.close();
    }

    @Test
    void messageArrivesWithItsTypeAndBytes() throws IOException {
        queue.send(Long.MAX_VALUE, new byte[] {1, 0, -1});
        SysvMessage message = queue.receive();
        assertThat(message).isEqualTo(SysvMessage.of(Long.MAX_VALUE, new byte[] {1, 0, -1}));
        assertThat(message.size()).isEqualTo(3);
        assertThat(message.buffer()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, -1}));
        assertThat(message.buffer().isReadOnly()).isTrue();
    }

    @Test
    void textIsUtf8() throws IOException {
        queue.send(1, "grüß dich, 世界");
        assertThat(queue.receive().text()).isEqualTo("grüß dich, 世界");
    }

    @Test
    void cStringEndsBeforeTheFirstNul() {
        assertThat(message("Hello\0garbage\0").cString()).isEqualTo("Hello");
        assertThat(message("no NUL").cString()).isEqualTo("no NUL");
        assertThat(message("\0").cString()).isEmpty();
    }

    private static SysvMessage message(String text) {
        return SysvMessage.of(1, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void messageMayBeEmpty() throws IOException {
        queue.send(3, "");
        SysvMessage message = queue.receive();
        assertThat(message.type()).isEqualTo(3);
        assertThat(message.size()).isZero();
    }

    @Test
    void typeIsAtLeastOne() {
        for (long type : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> queue.send(type, "x"))
                    .withMessageEndingWith("type=" + type);
            assertThatIllegalArgumentException().isThrownBy(() -> queue.trySend(type, "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> Select.type(type));
            assertThatIllegalArgumentException().isThrownBy(() -> Select.atMost(type));
            assertThatIllegalArgumentException().isThrownBy(() -> Select.except(type));
        }
    }

    @Test
    void anyTakesTheMessageThatWasSentFirst() throws IOException {
        sendTypes(3, 1, 2);
        assertThat(receiveAll(Select.any())).containsExactly(3L, 1L, 2L);
    }

    @Test
    void typeTakesTheFirstOfThatTypeAlone() throws IOException {
        queue.send(1, "a");
        queue.send(2, "b");
        queue.send(2, "c");
        assertThat(queue.receive(Select.type(2)).text()).isEqualTo("b");
        assertThat(queue.receive(Select.type(2)).text()).isEqualTo("c");
        assertThat(queue.tryReceive(Select.type(2))).isEmpty();
        assertThat(queue.receive().text()).isEqualTo("a");
    }

    @Test
    void atMostTakesTheLowestTypeFirstAndInOrderAmongEquals() throws IOException {
        queue.send(3, "late");
        queue.send(2, "first of two");
        queue.send(5, "too high");
        queue.send(1, "urgent");
        queue.send(2, "second of two");
        var texts = new ArrayList<String>();
        for (var next = queue.tryReceive(Select.atMost(3)); next.isPresent(); ) {
            texts.add(next.get().text());
            next = queue.tryReceive(Select.atMost(3));
        }
        assertThat(texts).containsExactly("urgent", "first of two", "second of two", "late");
    }

    @Test
    void atMostTheHighestTypeTakesEverything() throws IOException {
        sendTypes(Long.MAX_VALUE, 7);
        assertThat(receiveAll(Select.atMost(Long.MAX_VALUE))).containsExactly(7L, Long.MAX_VALUE);
    }

    @Test
    void exceptTakesTheFirstOfAnotherType() throws IOException {
        sendTypes(1, 2, 1, 3);
        assertThat(receiveAll(Select.except(1))).containsExactly(2L, 3L);
        assertThat(receiveAll(Select.any())).containsExactly(1L, 1L);
    }

    private void sendTypes(long... types) throws IOException {
        for (long type : types) {
            queue.send(type, "x");
        }
    }

    private List<Long> receiveAll(Select select) throws IOException {
        var types = new ArrayList<Long>();
        for (Optional<SysvMessage> next = queue.tryReceive(select); next.isPresent(); next = queue.tryReceive(select)) {
            types.add(next.get().type());
        }
        return types;
    }

    @Test
    void selectSaysInWordsWhatItTakes() {
        assertThat(Select.any()).hasToString("any type");
        assertThat(Select.type(4)).hasToString("type 4").isEqualTo(Select.type(4));
        assertThat(Select.atMost(4)).hasToString("type at most 4");
        assertThat(Select.except(4).truncating()).hasToString("type other than 4, cut to fit");
    }

    @Test
    void tryReceiveIsEmptyWhenThereIsNoMessage() throws IOException {
        assertThat(queue.tryReceive(Select.any())).isEmpty();
        ByteBuffer buffer = ByteBuffer.allocate(8);
        assertThat(queue.tryReceive(Select.any(), buffer)).isZero();
        assertThat(buffer.position()).isZero();
    }

    @Test
    void everyKindOfBufferIsSentFromItsPositionToItsLimit() throws IOException {
        byte[] bytes = "-payload-".getBytes(StandardCharsets.UTF_8);
        for (ByteBuffer whole : List.of(
                ByteBuffer.wrap(bytes),
                ByteBuffer.wrap(bytes).asReadOnlyBuffer(),
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(),
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer(),
                ByteBuffer.wrap(new byte[20], 5, 9).slice().put(bytes).flip())) {
            whole.position(1).limit(8);
            queue.send(1, whole);
            assertThat(whole.position()).isEqualTo(8);
            assertThat(queue.receive().text()).isEqualTo("payload");
        }
    }

    @Test
    void everyKindOfBufferIsFilledFromItsPosition() throws IOException {
        for (ByteBuffer buffer : List.of(
                ByteBuffer.allocate(20),
                ByteBuffer.allocateDirect(20),
                ByteBuffer.allocate(30).slice(5, 20),
                ByteBuffer.allocateDirect(30).slice(5, 20))) {
            queue.send(9, "payload");
            buffer.position(2);
            assertThat(queue.receive(Select.any(), buffer)).isEqualTo(9);
            assertThat(buffer.position()).isEqualTo(9);
            byte[] received = new byte[7];
            buffer.get(2, received);
            assertThat(received).isEqualTo("payload".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readOnlyBufferIsRefusedBeforeAMessageIsTaken() throws IOException {
        queue.send(1, "kept");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> queue.receive(Select.any(), ByteBuffer.allocate(9).asReadOnlyBuffer()));
        assertThat(queue.receive().text()).isEqualTo("kept");
    }

    @Test
    void messageTooLongForTheBufferStaysInTheQueue() throws IOException {
        queue.send(1, "too long");
        ByteBuffer small = ByteBuffer.allocate(4);
        assertThatThrownBy(() -> queue.receive(Select.any(), small))
                .isExactlyInstanceOf(LimitException.class)
                .hasMessageContaining("E2BIG")
                .hasMessageContaining("4 bytes");
        assertThatThrownBy(() -> queue.tryReceive(Select.any(), small)).isInstanceOf(LimitException.class);
        assertThat(small.position()).isZero();
        assertThat(queue.receive().text()).isEqualTo("too long");
    }

    @Test
    void truncatingCutsTheMessageAndLosesTheRest() throws IOException {
        queue.send(5, "too long");
        ByteBuffer small = ByteBuffer.allocate(4);
        assertThat(queue.receive(Select.any().truncating(), small)).isEqualTo(5);
        assertThat(small.array()).isEqualTo("too ".getBytes(StandardCharsets.UTF_8));
        assertThat(queue.status().messages()).isZero();
    }

    @Test
    void truncatingNeverCutsWithoutABuffer() throws IOException {
        queue.send(5, "whole");
        assertThat(queue.receive(Select.any().truncating()).text()).isEqualTo("whole");
    }

    @Test
    void peekLeavesTheMessageInItsPlace() throws IOException {
        queue.send(1, "first");
        queue.send(2, "second");
        assertThat(queue.peek(1)).hasValueSatisfying(m -> {
            assertThat(m.type()).isEqualTo(2);
            assertThat(m.text()).isEqualTo("second");
        });
        assertThat(queue.peek(0)).map(SysvMessage::text).contains("first");
        assertThat(queue.peek(2)).isEmpty();
        assertThat(queue.status().messages()).isEqualTo(2);
        assertThat(queue.status().lastReceiver()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.peek(-1)).withMessageEndingWith("index=-1");
    }

    @Test
    void sendingAndReceivingThroughABufferMakesNoObjects() throws Exception {
        Select select = Select.type(1);
        for (ByteBuffer buffer : List.of(ByteBuffer.allocate(64), ByteBuffer.allocateDirect(64))) {
            double bytes = Allocation.bytesPerRound(30_000, () -> {
                queue.send(1, buffer.clear());
                return queue.receive(select, buffer.clear()) == 1 ? select : null;
            });
            assertThat(bytes).isLessThan(1);
        }
    }
}
