package dev.parley.queue;

import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;

/** A private queue in which an operation has to wait; the end of the situation is the end of the queue. */
abstract class SysvQueueBlocking implements Situation {
    final SysvQueue queue;
    private final SysvQueue other;

    SysvQueueBlocking() throws IOException {
        queue = SysvQueue.createPrivate();
        other = SysvQueue.ofId(queue.id());
    }

    /** The same queue as another process has it. */
    SysvQueue other() {
        return other;
    }

    @Override
    public void closeHandle() {
        queue.close();
    }

    @Override
    public void close() throws IOException {
        other.remove();
        other.close();
        queue.close();
    }

    /** Waits for a message of one type, with one of another type in the queue. */
    static final class Receiving extends SysvQueueBlocking {
        private static final Select WANTED = Select.type(7);

        Receiving() throws IOException {
            other().send(8, "not wanted");
        }

        @Override
        public SysvMessage call() throws IOException {
            return queue.receive(WANTED);
        }

        @Override
        public SysvMessage call(Duration timeout) throws IOException {
            return queue.receive(WANTED, timeout);
        }

        @Override
        public void unblock() throws IOException {
            other().send(7, "wanted");
        }
    }

    /** Waits for room in a full queue. */
    static final class Sending extends SysvQueueBlocking {
        private static final byte[] LARGE = new byte[1000];

        Sending() throws IOException {
            while (other().trySend(1, LARGE)) {
                continue;
            }
        }

        @Override
        public Object call() throws IOException {
            queue.send(1, LARGE);
            return "sent";
        }

        @Override
        public Object call(Duration timeout) throws IOException {
            queue.send(1, LARGE, timeout);
            return "sent";
        }

        @Override
        public void unblock() throws IOException {
            other().receive();
        }
    }
}
