package dev.parley.io;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;

/**
 * Native memory of direct buffers as segments, without a new object each time: who reads or writes in a loop brings the same
 * buffer at the same position again and again.
 *
 * <p>Only the last one is remembered, and weakly, so that nobody's memory is kept.
 */
final class LastBuffer {
    private static final WeakReference<View> NONE = new WeakReference<>(null);

    private WeakReference<View> last = NONE;

    private record View(ByteBuffer buffer, int position, MemorySegment memory) {
        boolean covers(ByteBuffer other) {
            return buffer == other && position == other.position() && memory.byteSize() >= other.remaining();
        }
    }

    /** The memory of a direct buffer from its position on: at least what remains. */
    MemorySegment memory(ByteBuffer buffer) {
        View view = last.get(); // two threads may remember different ones; each view is right by itself
        if (view == null || !view.covers(buffer)) {
            view = new View(buffer, buffer.position(), MemorySegment.ofBuffer(buffer));
            last = new WeakReference<>(view);
        }
        return view.memory;
    }
}
