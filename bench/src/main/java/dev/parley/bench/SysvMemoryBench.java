package dev.parley.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.parley.SysvKey;
import dev.parley.memory.SysvMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Two rings in one System V segment, one process spinning on each. The layout is that of the C program:
 *
 * <pre>
 *   ring + 0                   consumed: how many messages the reader took
 *   ring + 128 + i * STRIDE    slot i: sequence (8 bytes), then SIZE bytes
 *
 *   STRIDE = 8 + SIZE, rounded up to 64
 *   SLOTS  = largest power of two with SLOTS * STRIDE &lt;= 1 MiB, but not under 16 and not over 1024
 *   RING   = 128 + SLOTS * STRIDE, rounded up to 128; the reply ring follows the request ring
 * </pre>
 *
 * Message n = 1, 2, 3... uses slot (n - 1) mod SLOTS. The writer waits until n - consumed &lt;= SLOTS, looking at the shared
 * number only when the value it remembers does not do; it copies the bytes in and stores sequence = n with release. The
 * reader loads the sequence with acquire until it is n, copies the bytes out and stores consumed = n with release.
 */
final class SysvMemoryBench implements Bench {
    private static final VarHandle NUMBER = JAVA_LONG.varHandle();
    private static final long SEQUENCE_SIZE = 8;
    private static final long HEADER = 128;
    private static final long LINE = 64;
    private static final long RING_BYTES = 1024 * 1024;
    private static final long MIN_SLOTS = 16;
    private static final long MAX_SLOTS = 1024;

    private final SysvKey key;
    private final long stride;
    private final long slots;
    private final long outgoing;
    private final long incoming;
    private volatile SysvMemory made;
    private volatile SysvMemory memory;
    private MemorySegment segment;
    private long sent;
    private long received;
    private long knownConsumed;

    SysvMemoryBench(Side side, String address, int size) {
        this.key = SysvQueueBench.key(address);
        this.stride = roundUp(SEQUENCE_SIZE + size, LINE);
        this.slots = slots(stride);
        this.outgoing = side == Side.CLIENT ? 0 : ring();
        this.incoming = side == Side.CLIENT ? ring() : 0;
    }

    private static long slots(long stride) {
        long slots = MIN_SLOTS;
        while (slots < MAX_SLOTS && 2 * slots * stride <= RING_BYTES) {
            slots *= 2;
        }
        return slots;
    }

    private static long roundUp(long value, long unit) {
        return (value + unit - 1) / unit * unit;
    }

    private long ring() {
        return roundUp(HEADER + slots * stride, HEADER);
    }

    private long slot(long ring, long n) {
        return ring + HEADER + ((n - 1) & (slots - 1)) * stride;
    }

    @Override
    public void create() throws IOException {
        made = SysvMemory.create(key, 2 * ring());
    }

    @Override
    public void open() throws IOException {
        memory = SysvMemory.open(key);
        segment = memory.segment();
    }

    @Override
    public void send(Message message) {
        MemorySegment segment = this.segment; // an acquiring load would have a field read again each time
        long n = ++sent;
        while (n - knownConsumed > slots) {
            knownConsumed = (long) NUMBER.getAcquire(segment, outgoing);
            if (n - knownConsumed > slots) {
                Thread.onSpinWait();
            }
        }
        long target = slot(outgoing, n);
        memory.write(target + SEQUENCE_SIZE, message.memory);
        NUMBER.setRelease(segment, target, n);
    }

    @Override
    public boolean receive(Message message) {
        MemorySegment segment = this.segment;
        long n = ++received;
        long source = slot(incoming, n);
        while ((long) NUMBER.getAcquire(segment, source) != n) {
            Thread.onSpinWait();
        }
        memory.read(source + SEQUENCE_SIZE, message.memory);
        NUMBER.setRelease(segment, incoming, n);
        return true;
    }

    @Override
    public synchronized void close() {
        if (memory != null) {
            memory.close();
        }
        if (made != null) {
            Removal.of(made::remove);
            made.close();
            made = null;
        }
    }
}
