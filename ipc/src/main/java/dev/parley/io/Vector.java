package dev.parley.io;

import dev.parley.kernel.Io;
import dev.parley.kernel.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Several buffers as one {@code struct iovec} array; heap buffers are stood in for by native memory. See readv(2). */
final class Vector implements AutoCloseable {
    private final ByteBuffer[] buffers;
    private final MemorySegment[] memory;
    private final boolean reading;
    private final Arena standIns = Arena.ofConfined();
    private final Scratch entries;
    private int count;

    static Vector forReading(ByteBuffer[] buffers, int offset, int length) {
        return new Vector(buffers, offset, length, true);
    }

    static Vector forWriting(ByteBuffer[] buffers, int offset, int length) {
        return new Vector(buffers, offset, length, false);
    }

    private Vector(ByteBuffer[] all, int offset, int length, boolean reading) {
        this.reading = reading;
        this.buffers = new ByteBuffer[Math.min(length, Io.IOV_MAX)];
        this.memory = new MemorySegment[buffers.length];
        this.entries = Scratch.take(Io.vectorSize(buffers.length));
        for (int i = offset; i < offset + length && count < buffers.length; i++) {
            if (all[i].hasRemaining()) {
                add(all[i]);
            }
        }
    }

    private void add(ByteBuffer buffer) {
        MemorySegment piece = MemorySegment.ofBuffer(buffer);
        if (!buffer.isDirect()) {
            MemorySegment heap = piece;
            piece = standIns.allocate(buffer.remaining());
            if (!reading) {
                piece.copyFrom(heap);
            }
        }
        buffers[count] = buffer;
        memory[count] = piece;
        Io.entry(entries.segment(), count, piece);
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    MemorySegment segment() {
        return entries.segment();
    }

    /** Moves the buffers' positions over what the kernel transferred, and fills heap buffers after a read. */
    void advance(long transferred) {
        for (int i = 0; transferred > 0; i++) {
            ByteBuffer buffer = buffers[i];
            int part = (int) Math.min(transferred, buffer.remaining());
            if (reading && !buffer.isDirect()) {
                buffer.put(memory[i].asSlice(0, part).asByteBuffer());
            } else {
                buffer.position(buffer.position() + part);
            }
            transferred -= part;
        }
    }

    @Override
    public void close() {
        entries.close();
        standIns.close();
    }
}
