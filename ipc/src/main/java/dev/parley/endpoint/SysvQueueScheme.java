package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.queue.Select;
import dev.parley.queue.SysvMessage;
import dev.parley.queue.SysvQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code sysv-queue:KEY}; {@code ?type=N} is the type to send, or to select by as msgrcv(2) does. */
final class SysvQueueScheme implements Scheme {
    private static final String TYPE = "type";
    private static final Set<String> OBJECT = Set.of(Options.MODE, Options.CREATE, Options.EXCLUSIVE);
    private static final Set<String> ENDS =
            Set.of(Options.MODE, Options.CREATE, Options.EXCLUSIVE, Options.TIMEOUT, TYPE);

    @Override
    public String name() {
        return "sysv-queue";
    }

    @Override
    public Sending openSending(Address address) throws IOException {
        address.allowOptions(ENDS);
        long type = Options.number(address, TYPE, 1, 1, Long.MAX_VALUE);
        Optional<Duration> timeout = Options.timeout(address);
        return new QueueSending(open(address), type, timeout);
    }

    @Override
    public Receiving openReceiving(Address address) throws IOException {
        address.allowOptions(ENDS);
        Select select = select(Options.number(address, TYPE, 0, -Long.MAX_VALUE, Long.MAX_VALUE));
        Optional<Duration> timeout = Options.timeout(address);
        return new QueueReceiving(open(address), select, timeout);
    }

    private static Select select(long selector) {
        if (selector == 0) {
            return Select.any();
        }
        return selector > 0 ? Select.type(selector) : Select.atMost(-selector);
    }

    private static SysvQueue open(Address address) throws IOException {
        boolean make = address.has(Options.CREATE) || address.has(Options.EXCLUSIVE);
        return SysvAddress.open(address, key -> make ? make(address) : SysvQueue.open(key), SysvQueue::ofId);
    }

    @Override
    public void create(Address address) throws IOException {
        address.allowOptions(OBJECT);
        make(address).close();
    }

    private static SysvQueue make(Address address) throws IOException {
        int mode = Options.mode(address);
        return address.has(Options.EXCLUSIVE)
                ? SysvQueue.create(SysvAddress.key(address), mode)
                : SysvQueue.openOrCreate(SysvAddress.key(address), mode);
    }

    @Override
    public void remove(Address address) throws IOException {
        address.allowOptions(Set.of());
        try (var queue = SysvAddress.open(address, SysvQueue::open, SysvQueue::ofId)) {
            queue.remove();
        }
    }

    @Override
    public Map<String, Object> status(Address address) throws IOException {
        address.allowOptions(Set.of());
        try (var queue = SysvAddress.open(address, SysvQueue::open, SysvQueue::ofId)) {
            SysvQueue.Status now = queue.status();
            var status = new LinkedHashMap<String, Object>();
            SysvAddress.describe(queue.id(), now.permissions(), status);
            status.put("messages", now.messages());
            status.put("bytes", now.bytes());
            status.put("maximum_bytes", now.maximumBytes());
            status.put("last_sender_pid", now.lastSender());
            status.put("last_receiver_pid", now.lastReceiver());
            status.put("send_time", SysvAddress.time(now.sent()));
            status.put("receive_time", SysvAddress.time(now.received()));
            status.put("change_time", SysvAddress.time(now.changed()));
            return status;
        }
    }

    private record QueueSending(SysvQueue queue, long type, Optional<Duration> timeout) implements Sending {
        @Override
        public boolean keepsBoundaries() {
            return true;
        }

        @Override
        public int maximumSize() {
            return SysvQueue.maximumMessageSize();
        }

        @Override
        public void send(ByteBuffer message) throws IOException {
            if (timeout.isPresent()) {
                queue.send(type, message, timeout.get());
            } else {
                queue.send(type, message);
            }
        }

        @Override
        public boolean isOpen() {
            return queue.isOpen();
        }

        @Override
        public void close() {
            queue.close();
        }

        @Override
        public String toString() {
            return queue.toString();
        }
    }

    private record QueueReceiving(SysvQueue queue, Select select, Optional<Duration> timeout) implements Receiving {
        @Override
        public boolean keepsBoundaries() {
            return true;
        }

        @Override
        public Optional<Message> receive() throws IOException {
            SysvMessage message = timeout.isPresent() ? queue.receive(select, timeout.get()) : queue.receive(select);
            return Optional.of(new Message(message.bytes(), Map.of(TYPE, message.type())));
        }

        @Override
        public boolean isOpen() {
            return queue.isOpen();
        }

        @Override
        public void close() {
            queue.close();
        }

        @Override
        public String toString() {
            return queue.toString();
        }
    }
}
