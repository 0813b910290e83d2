package dev.parley.sync;

import dev.parley.io.SysvObject;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Scratch;
import dev.parley.kernel.Sysv;
import dev.parley.kernel.SysvSemaphores;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Makes operations on a semaphore set, by the kernel's rules and with its return values.
 *
 * <p>The usual ones, plus or minus one or zero on one of the first semaphores, are written down once for the whole
 * process, so that they need neither memory nor an object. Who may have to stop waiting, and every virtual thread,
 * tries first without waiting: then only a call that really waits pays for it.
 */
final class SetOperations {
    private static final int SIZE = (int) SysvSemaphores.operationsSize(1);
    private static final int INDEXES = 256;
    private static final int DELTAS = 3; // -1, 0, 1
    private static final int FLAGS = 4; // with and without SEM_UNDO, with and without IPC_NOWAIT
    private static final long PREPARED = prepare();

    private final SysvObject set;
    private final int undo;

    SetOperations(SysvObject set, boolean undo) {
        this.set = set;
        this.undo = undo ? SysvSemaphores.SEM_UNDO : 0;
    }

    private static long prepare() {
        MemorySegment table = Arena.global().allocate(SysvSemaphores.operationsSize(INDEXES * DELTAS * FLAGS), 64);
        for (int index = 0; index < INDEXES; index++) {
            for (int delta = -1; delta <= 1; delta++) {
                for (int flags = 0; flags < FLAGS; flags++) {
                    int undo = (flags & 1) == 0 ? 0 : SysvSemaphores.SEM_UNDO;
                    int noWait = (flags & 2) == 0 ? 0 : Sysv.IPC_NOWAIT;
                    SysvSemaphores.operation(table, place(index, delta, flags), index, delta, undo | noWait);
                }
            }
        }
        return table.address();
    }

    private static int place(int index, int delta, int flags) {
        return (index * DELTAS + delta + 1) * FLAGS + flags;
    }

    /** Makes one operation. Returns 0 or {@code -errno}; for want of time {@code EAGAIN} or {@code ETIMEDOUT}. */
    long one(int index, int delta, long deadline) throws IOException {
        boolean prepared = index < INDEXES && delta >= -1 && delta <= 1;
        if (!prepared) {
            return all(List.of(new SemaphoreOperation(index, delta, undo != 0)), deadline);
        }
        if (triesFirst(deadline)) {
            long result = preparedOne(index, delta, Deadline.NOW);
            if (!Errno.EAGAIN.is(result) || deadline == Deadline.NOW) {
                return result;
            }
        }
        return preparedOne(index, delta, deadline);
    }

    private long preparedOne(int index, int delta, long deadline) throws IOException {
        int flags = (undo == 0 ? 0 : 1) | (deadline == Deadline.NOW ? 2 : 0);
        long address = PREPARED + (long) SIZE * place(index, delta, flags);
        return set.run(SysvSemaphores.SEMOP_AT_CALL, MemorySegment.NULL, 1, address, 0, deadline);
    }

    /** Makes all operations together or none. Returns as {@link #one}. */
    long all(List<SemaphoreOperation> operations, long deadline) throws IOException {
        if (triesFirst(deadline)) {
            long result = attempt(operations, Deadline.NOW);
            if (!Errno.EAGAIN.is(result) || deadline == Deadline.NOW) {
                return result;
            }
        }
        return attempt(operations, deadline);
    }

    private long attempt(List<SemaphoreOperation> operations, long deadline) throws IOException {
        int count = operations.size();
        long size = SysvSemaphores.operationsSize(count);
        boolean held = deadline != Deadline.NOW && Thread.currentThread().isVirtual();
        try (Scratch scratch = held ? Scratch.exactly(size) : Scratch.take(size)) {
            int noWait = deadline == Deadline.NOW ? Sysv.IPC_NOWAIT : 0;
            for (int i = 0; i < count; i++) {
                SemaphoreOperation operation = operations.get(i);
                int flags = noWait | (operation.undo() ? SysvSemaphores.SEM_UNDO : undo);
                SysvSemaphores.operation(scratch.segment(), i, operation.index(), operation.delta(), flags);
            }
            return set.run(SysvSemaphores.SEMOP_CALL, scratch.segment(), count, 0, 0, deadline);
        }
    }

    private static boolean triesFirst(long deadline) {
        return deadline != Deadline.NEVER || Thread.currentThread().isVirtual();
    }
}
