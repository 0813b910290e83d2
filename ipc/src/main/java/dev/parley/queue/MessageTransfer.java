package dev.parley.queue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.parley.io.Memory;
import dev.parley.io.SysvObject;
import dev.parley.kernel.BlockingCall;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Scratch;
import dev.parley.kernel.Sysv;
import dev.parley.kernel.SysvQueues;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Moves messages between a queue and whatever memory the caller has, by the kernel's rules and with its return values.
 *
 * <p>The kernel wants the type in front of the bytes, so every message goes through scratch memory. Who may have to
 * stop waiting, and every virtual thread, tries first without waiting: then only a call that really waits pays for it.
 */
final class MessageTransfer {
    private static final int HEADER = (int) SysvQueues.TYPE_SIZE;
    private static final int LARGEST = Integer.MAX_VALUE - HEADER;
    private static final int FIRST_ROOM = Scratch.SIZE - HEADER;
    private static final int FIRST_ROOM_HELD = 8192; // the default of kernel.msgmax, for the many that may be waiting

    private final SysvObject queue;

    MessageTransfer(SysvObject queue) {
        this.queue = queue;
    }

    /** Where a received message goes: a constant, with the place beside it, so that receiving needs no object. */
    @FunctionalInterface
    interface Delivery<T> {
        void deliver(Scratch message, int size, T place);
    }

    static final Delivery<ByteBuffer> INTO_BUFFER =
            (message, size, buffer) -> Memory.get(message, HEADER, buffer, size);

    static final Delivery<byte[][]> AS_ARRAY = (message, size, place) -> {
        place[0] = new byte[size];
        MemorySegment.copy(message.segment(), JAVA_BYTE, HEADER, place[0], 0, size);
    };

    /** Sends what remains in the buffer, whose position stays. Returns 0 or {@code -errno}. */
    long send(long type, ByteBuffer data, long deadline) throws IOException {
        boolean virtual = Thread.currentThread().isVirtual();
        if (virtual || deadline != Deadline.NEVER) {
            long result = sendOnce(type, data, Deadline.NOW, false);
            if (!Errno.EAGAIN.is(result) || deadline == Deadline.NOW) {
                return result;
            }
        }
        return sendOnce(type, data, deadline, virtual);
    }

    private long sendOnce(long type, ByteBuffer data, long deadline, boolean held) throws IOException {
        int size = data.remaining();
        try (Scratch scratch = memory(size, held)) {
            scratch.segment().set(JAVA_LONG, 0, type);
            Memory.put(data, scratch, HEADER, size);
            return call(SysvQueues.MSGSND_CALL, scratch, size, 0, 0, deadline);
        }
    }

    /**
     * Receives a message of at most {@code limit} bytes. Returns its type or {@code -errno}; {@code E2BIG} leaves the
     * message where it is.
     */
    <T> long receive(Select select, int limit, Delivery<T> delivery, T place, long deadline) throws IOException {
        boolean virtual = Thread.currentThread().isVirtual();
        if (virtual || deadline != Deadline.NEVER) {
            long result = receiveGrowing(select, limit, delivery, place, Deadline.NOW, false);
            if (!Errno.ENOMSG.is(result) || deadline == Deadline.NOW) {
                return result;
            }
        }
        return receiveGrowing(select, limit, delivery, place, deadline, virtual);
    }

    private <T> long receiveGrowing(
            Select select, int limit, Delivery<T> delivery, T place, long deadline, boolean held) throws IOException {
        int largest = Math.min(limit, LARGEST);
        for (int room = Math.min(largest, held ? FIRST_ROOM_HELD : FIRST_ROOM); ; room = doubled(room, largest)) {
            int flags = select.flags(room == limit);
            long result = receiveOnce(room, select.selector(), flags, delivery, place, deadline, held);
            if (!Errno.E2BIG.is(result) || room == largest) {
                return result;
            }
        }
    }

    /** Copies the message at this place in the queue, and leaves it there. Returns as {@link #receive}. */
    <T> long peek(int index, Delivery<T> delivery, T place) throws IOException {
        for (int room = FIRST_ROOM; ; room = doubled(room, LARGEST)) {
            long result = receiveOnce(room, index, SysvQueues.MSG_COPY, delivery, place, Deadline.NOW, false);
            if (!Errno.E2BIG.is(result) || room == LARGEST) {
                return result;
            }
        }
    }

    private <T> long receiveOnce(
            int room, long selector, int flags, Delivery<T> delivery, T place, long deadline, boolean held)
            throws IOException {
        try (Scratch scratch = memory(room, held)) {
            long size = call(SysvQueues.MSGRCV_CALL, scratch, room, selector, flags, deadline);
            if (size < 0) {
                return size;
            }
            delivery.deliver(scratch, (int) size, place);
            return scratch.segment().get(JAVA_LONG, 0);
        }
    }

    private long call(BlockingCall call, Scratch scratch, int size, long selector, int flags, long deadline)
            throws IOException {
        int all = deadline == Deadline.NOW ? flags | Sysv.IPC_NOWAIT : flags;
        return queue.run(call, scratch.segment(), size, selector, all, deadline);
    }

    private static Scratch memory(int room, boolean held) {
        long size = (long) HEADER + room;
        return held ? Scratch.exactly(size) : Scratch.take(size);
    }

    private static int doubled(int room, int largest) {
        return room > largest / 2 ? largest : Math.max(room * 2, 1);
    }
}
