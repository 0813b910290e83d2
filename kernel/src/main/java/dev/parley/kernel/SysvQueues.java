package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** System V message queues: msgget(2), msgsnd(2), msgrcv(2), msgctl(2). */
public final class SysvQueues {
    public static final int SYS_msgsnd = Arch.select(69, 189);
    public static final int SYS_msgrcv = Arch.select(70, 188);
    public static final int MSG_NOERROR = 0x1000;
    public static final int MSG_EXCEPT = 0x2000;
    public static final int MSG_COPY = 0x4000;

    /** A message in memory: its type, then its bytes. */
    public static final long TYPE_SIZE = JAVA_LONG.byteSize();

    static final StructLayout MSQID_DS = MemoryLayout.structLayout(
                    Sysv.IPC_PERM.withName("msg_perm"),
                    JAVA_LONG.withName("msg_stime"),
                    JAVA_LONG.withName("msg_rtime"),
                    JAVA_LONG.withName("msg_ctime"),
                    JAVA_LONG.withName("__msg_cbytes"),
                    JAVA_LONG.withName("msg_qnum"),
                    JAVA_LONG.withName("msg_qbytes"),
                    JAVA_INT.withName("msg_lspid"),
                    JAVA_INT.withName("msg_lrpid"),
                    MemoryLayout.paddingLayout(16))
            .withName("msqid_ds");

    private static final long STIME = MSQID_DS.byteOffset(groupElement("msg_stime"));
    private static final long RTIME = MSQID_DS.byteOffset(groupElement("msg_rtime"));
    private static final long CTIME = MSQID_DS.byteOffset(groupElement("msg_ctime"));
    private static final long CBYTES = MSQID_DS.byteOffset(groupElement("__msg_cbytes"));
    private static final long QNUM = MSQID_DS.byteOffset(groupElement("msg_qnum"));
    private static final long QBYTES = MSQID_DS.byteOffset(groupElement("msg_qbytes"));
    private static final long LSPID = MSQID_DS.byteOffset(groupElement("msg_lspid"));
    private static final long LRPID = MSQID_DS.byteOffset(groupElement("msg_lrpid"));

    private static final MethodHandle MSGGET = Libc.call("msgget", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CALL = Libc.systemCall(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle MSGCTL = Libc.call("msgctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);

    /** {@link #msgsnd} of {@code size} bytes after the type in {@code memory}. */
    public static final BlockingCall MSGSND_CALL =
            (id, memory, size, argument, flags) -> msgsnd(id, memory, size, flags);

    /** {@link #msgrcv} of at most {@code size} bytes after the type in {@code memory}; {@code argument} selects. */
    public static final BlockingCall MSGRCV_CALL = SysvQueues::msgrcv;

    private SysvQueues() {}

    /** What IPC_STAT tells; times in seconds since 1970, 0 for never. */
    public record Status(
            Sysv.Permissions permissions,
            long sendTime,
            long receiveTime,
            long changeTime,
            long bytes,
            long messages,
            long maximumBytes,
            int lastSender,
            int lastReceiver) {}

    /** msgget(2). */
    public static int msgget(int key, int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) MSGGET.invokeExact(state, key, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** msgsnd(2). */
    public static int msgsnd(int id, MemorySegment message, long size, int flags) {
        return (int) call(SYS_msgsnd, id, message, size, flags, 0);
    }

    /** msgrcv(2). */
    public static long msgrcv(int id, MemorySegment message, long size, long type, int flags) {
        return call(SYS_msgrcv, id, message, size, type, flags);
    }

    private static long call(long number, long id, MemorySegment message, long size, long third, long fourth) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) CALL.invokeExact(state, number, id, message, size, third, fourth), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static int msgctl(int id, int operation, MemorySegment status) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) MSGCTL.invokeExact(state, id, operation, status), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** msgctl(2) IPC_RMID. */
    public static int remove(int id) {
        return msgctl(id, Sysv.IPC_RMID, MemorySegment.NULL);
    }

    /** msgctl(2) IPC_STAT. */
    public static Files.Result<Status> stat(int id) {
        try (Scratch scratch = Scratch.take(MSQID_DS.byteSize())) {
            MemorySegment ds = scratch.segment();
            int error = msgctl(id, Sysv.IPC_STAT, ds);
            return error < 0 ? Files.Result.failed(error) : Files.Result.of(status(ds));
        }
    }

    private static Status status(MemorySegment ds) {
        return new Status(
                Sysv.permissions(ds),
                ds.get(JAVA_LONG, STIME),
                ds.get(JAVA_LONG, RTIME),
                ds.get(JAVA_LONG, CTIME),
                ds.get(JAVA_LONG, CBYTES),
                ds.get(JAVA_LONG, QNUM),
                ds.get(JAVA_LONG, QBYTES),
                ds.get(JAVA_INT, LSPID),
                ds.get(JAVA_INT, LRPID));
    }

    /** msgctl(2) IPC_SET. */
    public static int set(int id, int uid, int gid, int mode, long maximumBytes) {
        try (Scratch scratch = Scratch.take(MSQID_DS.byteSize())) {
            MemorySegment ds = scratch.segment().asSlice(0, MSQID_DS.byteSize()).fill((byte) 0);
            Sysv.set(ds, uid, gid, mode);
            ds.set(JAVA_LONG, QBYTES, maximumBytes);
            return msgctl(id, Sysv.IPC_SET, ds);
        }
    }
}
