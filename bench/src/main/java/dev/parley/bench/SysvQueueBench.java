package dev.parley.bench;

import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.queue.Select;
import dev.parley.queue.SysvQueue;
import java.io.IOException;

/** One System V queue: requests have type 1, replies type 2. The address is a key such as {@code 0x1234abcd}. */
final class SysvQueueBench implements Bench {
    private static final int REQUEST = 1;
    private static final int REPLY = 2;

    private final SysvKey key;
    private final int outgoing;
    private final Select incoming;
    private volatile SysvQueue made;
    private volatile SysvQueue queue;

    SysvQueueBench(Side side, String address, int size) {
        this.key = key(address);
        this.outgoing = side == Side.CLIENT ? REQUEST : REPLY;
        this.incoming = Select.type(side == Side.CLIENT ? REPLY : REQUEST);
    }

    /** The key that an address such as {@code 0x1234abcd} means. */
    static SysvKey key(String address) {
        return SysvKey.of(Integer.decode(address));
    }

    @Override
    public void create() throws IOException {
        made = SysvQueue.create(key);
    }

    @Override
    public void open() throws IOException {
        queue = SysvQueue.open(key);
    }

    @Override
    public void send(Message message) throws IOException {
        queue.send(outgoing, message.buffer.clear());
    }

    @Override
    public boolean receive(Message message) throws IOException {
        try {
            queue.receive(incoming, message.buffer.clear());
            return true;
        } catch (RemovedException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (queue != null) {
            queue.close();
        }
        if (made != null) {
            Removal.of(made::remove);
            made.close();
            made = null;
        }
    }
}
