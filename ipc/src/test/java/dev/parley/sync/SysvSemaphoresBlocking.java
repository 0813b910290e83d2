package dev.parley.sync;

import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A private set in which an operation has to wait; the end of the situation is the end of the set. */
abstract class SysvSemaphoresBlocking implements Situation {
    final SysvSemaphores set;
    private final SysvSemaphores other;

    SysvSemaphoresBlocking(int... values) throws IOException {
        set = SysvSemaphores.createPrivate(values);
        other = SysvSemaphores.ofId(set.id());
    }

    /** The same set as another process has it. */
    SysvSemaphores other() {
        return other;
    }

    @Override
    public void closeHandle() {
        set.close();
    }

    @Override
    public void close() throws IOException {
        other.remove();
        other.close();
        set.close();
    }

    /** Wants one of nothing. */
    static final class Acquiring extends SysvSemaphoresBlocking {
        Acquiring() throws IOException {
            super(0);
        }

        @Override
        public Object call() throws IOException {
            set.acquire(0);
            return "acquired";
        }

        @Override
        public Object call(Duration timeout) throws IOException {
            set.acquire(0, timeout);
            return "acquired";
        }

        @Override
        public void unblock() throws IOException {
            other().release(0);
        }
    }

    /** Waits for a value to be 0; to have to wait again, each call then makes it 1 itself. */
    static final class AwaitingZero extends SysvSemaphoresBlocking {
        AwaitingZero() throws IOException {
            super(1);
        }

        @Override
        public Object call() throws IOException {
            set.awaitZero(0);
            other().release(0);
            return "was zero";
        }

        @Override
        public Object call(Duration timeout) throws IOException {
            set.awaitZero(0, timeout);
            other().release(0);
            return "was zero";
        }

        @Override
        public void unblock() throws IOException {
            other().acquire(0);
        }
    }

    /** Wants one of each of two, and there is only one of the first. */
    static final class OperatingTogether extends SysvSemaphoresBlocking {
        private static final List<SemaphoreOperation> BOTH = List.of(
                SemaphoreOperation.acquire(0, 2), SemaphoreOperation.release(0, 2), SemaphoreOperation.acquire(1));

        OperatingTogether() throws IOException {
            super(2, 0);
        }

        @Override
        public Object call() throws IOException {
            set.operate(BOTH);
            return "operated";
        }

        @Override
        public Object call(Duration timeout) throws IOException {
            set.operate(BOTH, timeout);
            return "operated";
        }

        @Override
        public void unblock() throws IOException {
            other().release(1);
        }
    }
}
