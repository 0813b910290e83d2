package dev.parley.bench;

import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.sync.SysvSemaphores;
import java.io.IOException;

/**
 * A set of two System V semaphores, both 0 at first. The client adds 1 to number 0 and waits for number 1; the server does
 * the reverse. There is no message; to end is to remove the set.
 */
final class SysvSemaphoresBench implements Bench {
    private final SysvKey key;
    private final int own;
    private final int others;
    private volatile SysvSemaphores made;
    private volatile SysvSemaphores set;

    SysvSemaphoresBench(Side side, String address, int size) {
        this.key = SysvQueueBench.key(address);
        this.own = side == Side.CLIENT ? 0 : 1;
        this.others = 1 - own;
    }

    @Override
    public void create() throws IOException {
        made = SysvSemaphores.create(key, 0, 0);
    }

    @Override
    public void open() throws IOException {
        set = SysvSemaphores.open(key);
    }

    @Override
    public void send(Message message) throws IOException {
        if (message.kind() == Message.QUIT) {
            set.remove();
        } else {
            set.release(own);
        }
    }

    @Override
    public boolean receive(Message message) throws IOException {
        try {
            set.acquire(others);
            return true;
        } catch (RemovedException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (set != null) {
            set.close();
        }
        if (made != null) {
            Removal.of(made::remove);
            made.close();
            made = null;
        }
    }
}
