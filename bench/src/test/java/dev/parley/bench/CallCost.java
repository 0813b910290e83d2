package dev.parley.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.parley.memory.SysvMemory;
import dev.parley.pipe.Pipe;
import dev.parley.queue.Select;
import dev.parley.queue.SysvQueue;
import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixSocket;
import dev.parley.sync.SysvSemaphores;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a call costs that need not wait, and whether it makes objects: one thread sends to itself. Two calls an operation.
 * See {@link RunMicrobenchmarks}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallCost {
    private static final VarHandle NUMBER = JAVA_LONG.varHandle();
    private static final int SIZE = 100;
    private static final int TYPE = 1;
    private static final Select SELECT = Select.type(TYPE);

    /** Where the caller's bytes are. */
    @Param({"direct", "heap"})
    public String buffers;

    private ByteBuffer buffer;
    private Pipe pipe;
    private UnixSocket client;
    private UnixSocket server;
    private SysvQueue queue;
    private SysvSemaphores semaphores;
    private SysvMemory memory;
    private MemorySegment segment;

    /** For JMH. */
    public CallCost() {}

    /** Opens one of each. */
    @Setup
    public void open() throws IOException {
        buffer = buffers.equals("direct") ? ByteBuffer.allocateDirect(SIZE) : ByteBuffer.allocate(SIZE);
        pipe = Pipe.open();
        var address = UnixAddress.abstractName(
                "parley-call-cost-" + ProcessHandle.current().pid());
        try (var listening = UnixSocket.listen(address)) {
            client = UnixSocket.connect(address);
            server = listening.accept();
        }
        queue = SysvQueue.createPrivate();
        semaphores = SysvSemaphores.createPrivate(0);
        memory = SysvMemory.createPrivate(4096);
        segment = memory.segment();
    }

    /** Leaves nothing behind. */
    @TearDown
    public void close() throws IOException {
        pipe.close();
        client.close();
        server.close();
        queue.remove();
        queue.close();
        semaphores.remove();
        semaphores.close();
        memory.remove();
        memory.close();
    }

    /** write(2), read(2). */
    @Benchmark
    public int pipe() throws IOException {
        pipe.sink().write(buffer.clear());
        return pipe.source().read(buffer.clear());
    }

    /** send(2), recv(2). */
    @Benchmark
    public int unixSocket() throws IOException {
        client.write(buffer.clear());
        return server.read(buffer.clear());
    }

    /** msgsnd(2), msgrcv(2). */
    @Benchmark
    public long sysvQueue() throws IOException {
        queue.send(TYPE, buffer.clear());
        return queue.receive(SELECT, buffer.clear());
    }

    /** semop(2) twice. */
    @Benchmark
    public void sysvSemaphores() throws IOException {
        semaphores.release(0);
        semaphores.acquire(0);
    }

    /** A store with release and a load with acquire; no call. */
    @Benchmark
    public long sysvMemory() {
        NUMBER.setRelease(segment, 64L, 1L);
        return (long) NUMBER.getAcquire(segment, 64L);
    }
}
