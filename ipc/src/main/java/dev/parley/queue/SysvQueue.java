package dev.parley.queue;

import dev.parley.Handle;
import dev.parley.IpcException;
import dev.parley.SysvKey;
import dev.parley.SysvPermissions;
import dev.parley.io.Failures;
import dev.parley.io.Paths;
import dev.parley.io.Sysctl;
import dev.parley.io.SysvObject;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Files;
import dev.parley.kernel.Sysv;
import dev.parley.kernel.SysvQueues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A System V message queue. See sysvipc(7), msgget(2) and msgop(2).
 *
 * <p>The kernel keeps the messages: they stay when the processes end, until the queue is removed or the machine
 * restarts. A message is received whole, by one receiver. Sending waits while the queue is full; receiving waits until
 * there is a message of the wanted type. What ends the waiting early, and which threads may call, is as everywhere (see
 * {@link dev.parley}); besides, when any process removes the queue, everybody who waits on it gets
 * {@link dev.parley.RemovedException}, and so does every later call.
 *
 * <p>{@link #close()} lets go of the handle and leaves the queue as it is; {@link #remove()} destroys the queue.
 */
public final class SysvQueue implements Handle {
    private static final SysvObject.Kind QUEUE = SysvObject.Kind.QUEUE;
    private static final String WHO_MAY_RAISE = ": raise it, or run with CAP_SYS_RESOURCE";

    private final SysvObject queue;
    private final MessageTransfer transfer;

    private SysvQueue(SysvKey key, int id) {
        this.queue = new SysvObject(QUEUE, key, id);
        this.transfer = new MessageTransfer(queue);
    }

    /**
     * Makes a queue that only its owner may use.
     *
     * @throws dev.parley.AlreadyExistsException if there is a queue with this key
     * @throws dev.parley.LimitException if there are {@code kernel.msgmni} queues already
     */
    public static SysvQueue create(SysvKey key) throws IOException {
        return create(key, SysvPermissions.OWNER_ONLY);
    }

    /**
     * Makes a queue with exactly this mode: the umask does not count for System V objects.
     *
     * @param mode permission bits, such as 0660
     * @throws IOException as {@link #create(SysvKey)}
     */
    public static SysvQueue create(SysvKey key, int mode) throws IOException {
        Paths.requireMode(mode);
        return get(key, Sysv.IPC_CREAT | Sysv.IPC_EXCL | mode);
    }

    /**
     * The queue with this key. What this process may do with it shows when it does it.
     *
     * @throws dev.parley.NotFoundException if there is none
     */
    public static SysvQueue open(SysvKey key) throws IOException {
        return get(key, 0);
    }

    /** The queue with this key, made with mode 0600 if there is none. */
    public static SysvQueue openOrCreate(SysvKey key) throws IOException {
        return openOrCreate(key, SysvPermissions.OWNER_ONLY);
    }

    /**
     * The queue with this key, made with this mode if there is none; one call of the kernel, so several processes may
     * do it at once.
     *
     * @throws dev.parley.PermissionException if it exists and does not give this process what {@code mode} speaks of
     * @throws dev.parley.LimitException if there are {@code kernel.msgmni} queues already
     */
    public static SysvQueue openOrCreate(SysvKey key, int mode) throws IOException {
        Paths.requireMode(mode);
        return get(key, Sysv.IPC_CREAT | mode);
    }

    /**
     * Makes a queue without a key, that only its owner may use. Others reach it by its {@link #id()}.
     *
     * @throws dev.parley.LimitException if there are {@code kernel.msgmni} queues already
     */
    public static SysvQueue createPrivate() throws IOException {
        return make(SysvKey.PRIVATE, Sysv.IPC_CREAT | SysvPermissions.OWNER_ONLY);
    }

    /**
     * The queue with this identifier, as {@code ipcs} shows it.
     *
     * @throws dev.parley.NotFoundException if there is none
     */
    public static SysvQueue ofId(int id) throws IOException {
        QUEUE.requireFound(SysvQueues.stat(id).error(), "msgctl", id);
        return new SysvQueue(SysvKey.PRIVATE, id);
    }

    private static SysvQueue get(SysvKey key, int flags) throws IOException {
        QUEUE.requireKey(key);
        return make(key, flags);
    }

    private static SysvQueue make(SysvKey key, int flags) throws IOException {
        int id = SysvQueues.msgget(key.value(), flags);
        if (Errno.ENOSPC.is(id)) {
            throw Sysctl.MSGMNI.exceeded("msgget", QUEUE.address(key), id, "one more queue");
        }
        Failures.check(id, "msgget", QUEUE.address(key));
        return new SysvQueue(key, id);
    }

    /**
     * How many bytes a message of any queue may have now: {@code kernel.msgmax}. {@link Integer#MAX_VALUE} if that is
     * not to be read here, or larger.
     */
    public static int maximumMessageSize() {
        long value = Sysctl.MSGMAX.value();
        return value < 0 ? Integer.MAX_VALUE : (int) Math.min(value, Integer.MAX_VALUE);
    }

    /** The identifier, by which {@link #ofId} opens the queue in any process. */
    public int id() throws IOException {
        return queue.id();
    }

    /** Sends text as UTF-8, without a NUL. See {@link #send(long, ByteBuffer)}. */
    public void send(long type, String text) throws IOException {
        send(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes. See {@link #send(long, ByteBuffer)}. */
    public void send(long type, byte[] bytes) throws IOException {
        send(type, ByteBuffer.wrap(bytes));
    }

    /**
     * Sends what remains in the buffer as one message, waiting for room for ever. The buffer is then empty; if the
     * message was not sent, its position stays.
     *
     * @param type 1 or more; what receivers select by
     * @throws dev.parley.LimitException if the message is longer than {@code kernel.msgmax}
     * @throws dev.parley.RemovedException if the queue was removed, before or meanwhile
     * @throws dev.parley.PermissionException if this process may not write to the queue
     */
    public void send(long type, ByteBuffer message) throws IOException {
        sent(transfer.send(Select.requireType(type), message, Deadline.NEVER), message);
    }

    /** Sends text as UTF-8. See {@link #send(long, ByteBuffer, Duration)}. */
    public void send(long type, String text, Duration timeout) throws IOException {
        send(type, text.getBytes(StandardCharsets.UTF_8), timeout);
    }

    /** Sends bytes. See {@link #send(long, ByteBuffer, Duration)}. */
    public void send(long type, byte[] bytes, Duration timeout) throws IOException {
        send(type, ByteBuffer.wrap(bytes), timeout);
    }

    /**
     * As {@link #send(long, ByteBuffer)}, waiting for room at most this long.
     *
     * @throws dev.parley.TimedOutException if there was no room in time; the message was not sent
     */
    public void send(long type, ByteBuffer message, Duration timeout) throws IOException {
        long result = transfer.send(Select.requireType(type), message, Deadline.after(timeout));
        if (Failures.isTimeout(result)) {
            throw Failures.timedOut("msgsnd", this, "no room for " + message.remaining() + " bytes", timeout);
        }
        sent(result, message);
    }

    /** Sends text as UTF-8 if there is room now. See {@link #trySend(long, ByteBuffer)}. */
    public boolean trySend(long type, String text) throws IOException {
        return trySend(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes if there is room now. See {@link #trySend(long, ByteBuffer)}. */
    public boolean trySend(long type, byte[] bytes) throws IOException {
        return trySend(type, ByteBuffer.wrap(bytes));
    }

    /**
     * As {@link #send(long, ByteBuffer)}, if there is room now.
     *
     * @return whether the message was sent
     */
    public boolean trySend(long type, ByteBuffer message) throws IOException {
        long result = transfer.send(Select.requireType(type), message, Deadline.NOW);
        if (Errno.EAGAIN.is(result)) {
            return false;
        }
        sent(result, message);
        return true;
    }

    private void sent(long result, ByteBuffer message) throws IOException {
        // The kernel says EINVAL for a removed queue as well; its limit tells the two apart.
        if (Errno.EINVAL.is(result) && Sysctl.MSGMAX.isExceededBy(message.remaining())) {
            throw Sysctl.MSGMAX.exceeded("msgsnd", this, result, "a message of " + message.remaining() + " bytes");
        }
        queue.check(result, "msgsnd");
        message.position(message.limit());
    }

    /** Receives the message that was sent first, waiting for one for ever. See {@link #receive(Select)}. */
    public SysvMessage receive() throws IOException {
        return receive(Select.any());
    }

    /**
     * Receives a message of any length, waiting for ever until there is one that fits the selection.
     *
     * @throws dev.parley.RemovedException if the queue was removed, before or meanwhile
     * @throws dev.parley.PermissionException if this process may not read from the queue
     */
    public SysvMessage receive(Select select) throws IOException {
        byte[][] bytes = new byte[1][];
        long type = queue.check(receive(select, bytes, Deadline.NEVER), "msgrcv");
        return new SysvMessage(type, bytes[0]);
    }

    /**
     * As {@link #receive(Select)}, waiting at most this long.
     *
     * @throws dev.parley.TimedOutException if none came in time
     */
    public SysvMessage receive(Select select, Duration timeout) throws IOException {
        byte[][] bytes = new byte[1][];
        long type = inTime(receive(select, bytes, Deadline.after(timeout)), select, timeout);
        return new SysvMessage(queue.check(type, "msgrcv"), bytes[0]);
    }

    /** As {@link #receive(Select)}, if there is such a message now. */
    public Optional<SysvMessage> tryReceive(Select select) throws IOException {
        byte[][] bytes = new byte[1][];
        return found(receive(select, bytes, Deadline.NOW), bytes);
    }

    private long receive(Select select, byte[][] bytes, long deadline) throws IOException {
        return transfer.receive(select, Integer.MAX_VALUE, MessageTransfer.AS_ARRAY, bytes, deadline);
    }

    /**
     * Receives a message into a buffer, waiting for ever, and without making an object.
     *
     * @return the type; the buffer's position moves by the message's length
     * @throws dev.parley.LimitException {@code E2BIG} if the message is longer than what remains in the buffer: it
     *     stays in the queue, unless the selection is {@link Select#truncating()}
     * @throws dev.parley.RemovedException if the queue was removed, before or meanwhile
     */
    public long receive(Select select, ByteBuffer into) throws IOException {
        return fits(receive(select, into, Deadline.NEVER), into);
    }

    /**
     * As {@link #receive(Select, ByteBuffer)}, waiting at most this long.
     *
     * @throws dev.parley.TimedOutException if none came in time
     */
    public long receive(Select select, ByteBuffer into, Duration timeout) throws IOException {
        return fits(inTime(receive(select, into, Deadline.after(timeout)), select, timeout), into);
    }

    /**
     * As {@link #receive(Select, ByteBuffer)}, if there is such a message now.
     *
     * @return the type, or 0 if there is none
     */
    public long tryReceive(Select select, ByteBuffer into) throws IOException {
        long result = receive(select, into, Deadline.NOW);
        return Errno.ENOMSG.is(result) ? 0 : fits(result, into);
    }

    private long receive(Select select, ByteBuffer into, long deadline) throws IOException {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("cannot receive into a read-only buffer: into=" + into);
        }
        return transfer.receive(select, into.remaining(), MessageTransfer.INTO_BUFFER, into, deadline);
    }

    private long inTime(long result, Select select, Duration timeout) throws IOException {
        if (Errno.ENOMSG.is(result) || Errno.ETIMEDOUT.is(result)) {
            throw Failures.timedOut("msgrcv", this, "no message of " + select + " came", timeout);
        }
        return result;
    }

    private long fits(long result, ByteBuffer into) throws IOException {
        if (Errno.E2BIG.is(result)) {
            String sentence =
                    "the message is longer than the buffer's " + into.remaining() + " bytes; it was left in the queue";
            throw IpcException.of("msgrcv", this, result, sentence);
        }
        return queue.check(result, "msgrcv");
    }

    /**
     * Looks at the message at this place in the queue and leaves it there ({@code MSG_COPY}). For tools: other
     * receivers may change the places meanwhile.
     *
     * @param index 0 for the message that was sent first
     * @return empty if there are not so many messages
     * @throws IpcException {@code ENOSYS} if the kernel was built without CONFIG_CHECKPOINT_RESTORE
     */
    public Optional<SysvMessage> peek(int index) throws IOException {
        if (index < 0) {
            throw new IllegalArgumentException("places are counted from 0: index=" + index);
        }
        byte[][] bytes = new byte[1][];
        long result = transfer.peek(index, MessageTransfer.AS_ARRAY, bytes);
        if (Errno.ENOSYS.is(result)) {
            String sentence = "this kernel cannot copy messages: it was built without CONFIG_CHECKPOINT_RESTORE";
            throw IpcException.of("msgrcv", this, result, sentence);
        }
        return found(result, bytes);
    }

    private Optional<SysvMessage> found(long result, byte[][] bytes) throws IOException {
        return Errno.ENOMSG.is(result)
                ? Optional.empty()
                : Optional.of(new SysvMessage(queue.check(result, "msgrcv"), bytes[0]));
    }

    /**
     * What the kernel tells of a queue. See msgctl(2).
     *
     * @param permissions key, owner and mode
     * @param messages how many wait to be received
     * @param bytes how many bytes they carry
     * @param maximumBytes how many there may be at most; as many messages as well, which bounds empty ones
     * @param lastSender the process that sent last, 0 if none did
     * @param lastReceiver the process that received last, 0 if none did; when it had to wait, Linux has the number of the
     *     waiting thread here instead
     * @param sent when a message was last sent
     * @param received when a message was last received
     * @param changed when the queue was made or last changed by {@link #set}
     */
    public record Status(
            SysvPermissions permissions,
            long messages,
            long bytes,
            long maximumBytes,
            int lastSender,
            int lastReceiver,
            Optional<Instant> sent,
            Optional<Instant> received,
            Optional<Instant> changed) {
        private static Status of(SysvQueues.Status kernel) {
            return new Status(
                    SysvObject.permissions(kernel.permissions()),
                    kernel.messages(),
                    kernel.bytes(),
                    kernel.maximumBytes(),
                    kernel.lastSender(),
                    kernel.lastReceiver(),
                    SysvObject.time(kernel.sendTime()),
                    SysvObject.time(kernel.receiveTime()),
                    SysvObject.time(kernel.changeTime()));
        }

        @Override
        public String toString() {
            return String.format(
                    "%d messages, %d of %d bytes, mode %04o, owner %d:%d, last sender %d, last receiver %d",
                    messages,
                    bytes,
                    maximumBytes,
                    permissions.mode(),
                    permissions.uid(),
                    permissions.gid(),
                    lastSender,
                    lastReceiver);
        }
    }

    /**
     * How full the queue is, whose it is, and who used it last.
     *
     * @throws dev.parley.PermissionException if this process may not read from the queue
     * @throws dev.parley.RemovedException if the queue was removed
     */
    public Status status() throws IOException {
        Files.Result<SysvQueues.Status> result = SysvQueues.stat(queue.id());
        queue.check(result.error(), "msgctl");
        return Status.of(result.value());
    }

    /** Changes the mode; the rest stays. See {@link #set}. */
    public void setMode(int mode) throws IOException {
        Status now = status();
        set(now.permissions.uid(), now.permissions.gid(), mode, now.maximumBytes);
    }

    /** Changes how many bytes the queue holds; the rest stays. See {@link #set}. */
    public void setMaximumBytes(long maximumBytes) throws IOException {
        Status now = status();
        set(now.permissions.uid(), now.permissions.gid(), now.permissions.mode(), maximumBytes);
    }

    /**
     * Changes owner, mode and size.
     *
     * @param maximumBytes how many bytes the queue holds; more than {@code kernel.msgmnb} only with CAP_SYS_RESOURCE
     * @throws dev.parley.LimitException if that is too many
     * @throws dev.parley.PermissionException if the queue is not this process's
     * @throws dev.parley.RemovedException if the queue was removed
     */
    public void set(int uid, int gid, int mode, long maximumBytes) throws IOException {
        Paths.requireMode(mode);
        if (maximumBytes < 0) {
            throw new IllegalArgumentException("a queue holds no bytes or more: maximumBytes=" + maximumBytes);
        }
        int result = SysvQueues.set(queue.id(), uid, gid, mode, maximumBytes);
        if (Errno.EPERM.is(result) && Sysctl.MSGMNB.isExceededBy(maximumBytes)) {
            String sentence = "a maximum of " + maximumBytes + " bytes is over " + Sysctl.MSGMNB + WHO_MAY_RAISE;
            throw Sysctl.limit("msgctl", this, result, sentence);
        }
        queue.check(result, "msgctl");
    }

    /**
     * Destroys the queue and its messages, for every process. Who waits on it gets {@link dev.parley.RemovedException}.
     *
     * @throws dev.parley.PermissionException if the queue is not this process's
     * @throws dev.parley.RemovedException if it was removed before
     */
    public void remove() throws IOException {
        queue.check(SysvQueues.remove(queue.id()), "msgctl");
    }

    @Override
    public boolean isOpen() {
        return queue.isOpen();
    }

    @Override
    public void close() {
        queue.close();
    }

    /** The queue's address: {@code sysv-queue:0x41050c1e}, or {@code sysv-queue:id=3}. */
    @Override
    public String toString() {
        return queue.toString();
    }
}
