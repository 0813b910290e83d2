package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** Processes and threads: identities, pidfd_open(2), pidfd_send_signal(2), waitid(2). */
public final class Processes {
    public static final int SYS_gettid = Arch.select(186, 178);
    public static final int SYS_tgkill = Arch.select(234, 131);
    public static final int SYS_pidfd_send_signal = 424;
    public static final int SYS_pidfd_open = 434;
    public static final int SYS_kill = Arch.select(62, 129);
    public static final int P_PID = 1;
    public static final int P_PIDFD = 3;
    public static final int WEXITED = 4;
    public static final int WNOHANG = 1;
    public static final int CLD_EXITED = 1;
    public static final int CLD_KILLED = 2;
    public static final int CLD_DUMPED = 3;

    /** The part of {@code siginfo_t} that describes a child. */
    static final StructLayout SIGINFO_T = MemoryLayout.structLayout(
                    JAVA_INT.withName("si_signo"),
                    JAVA_INT.withName("si_errno"),
                    JAVA_INT.withName("si_code"),
                    MemoryLayout.paddingLayout(4),
                    JAVA_INT.withName("si_pid"),
                    JAVA_INT.withName("si_uid"),
                    JAVA_INT.withName("si_status"),
                    MemoryLayout.paddingLayout(100))
            .withName("siginfo_t");

    private static final long CODE = SIGINFO_T.byteOffset(groupElement("si_code"));
    private static final long PID = SIGINFO_T.byteOffset(groupElement("si_pid"));
    private static final long STATUS = SIGINFO_T.byteOffset(groupElement("si_status"));

    // Neither musl nor an older glibc wraps all of these.
    private static final MethodHandle SYSCALL = Libc.systemCall(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final int SELF = (int) ProcessHandle.current().pid();

    private Processes() {}

    /** syscall(2), for what the C libraries do not wrap. */
    static long syscall(long number, long a, long b, long c, long d) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) SYSCALL.invokeExact(state, number, a, b, c, d), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** gettid(2). */
    public static int gettid() {
        return (int) syscall(SYS_gettid, 0, 0, 0, 0);
    }

    /** tgkill(2) to a thread of this process. */
    public static int tgkill(int tid, int signal) {
        return (int) syscall(SYS_tgkill, SELF, tid, signal, 0);
    }

    /** pidfd_open(2). The descriptor is close-on-exec. */
    public static int pidfd_open(int pid) {
        return (int) syscall(SYS_pidfd_open, pid, 0, 0, 0);
    }

    /** pidfd_send_signal(2). */
    public static int pidfd_send_signal(int pidfd, int signal) {
        return (int) syscall(SYS_pidfd_send_signal, pidfd, signal, 0, 0);
    }

    /** How a child ended: by itself with a code, or by a signal. */
    public record Exit(boolean signalled, int number) {}

    /**
     * waitid(2) for the child behind a pidfd, without waiting.
     *
     * @return how it ended, with a null value while it runs
     */
    public static Files.Result<Exit> reap(int pidfd) {
        MemorySegment state = Libc.state();
        try (Scratch scratch = Scratch.take(SIGINFO_T.byteSize())) {
            MemorySegment info = scratch.segment();
            info.set(JAVA_INT, PID, 0);
            int result = (int) Waiting.WAITID.invokeExact(state, P_PIDFD, pidfd, info, WEXITED | WNOHANG);
            int error = Libc.result(result, state);
            if (error < 0) {
                return Files.Result.failed(error);
            }
            if (info.get(JAVA_INT, PID) == 0) {
                return Files.Result.of(null);
            }
            boolean signalled = info.get(JAVA_INT, CODE) != CLD_EXITED;
            return Files.Result.of(new Exit(signalled, info.get(JAVA_INT, STATUS)));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** kill(2) and waitid(2) of a child that cannot be held by a pidfd. */
    public static void killAndReap(int pid, int signal) {
        syscall(SYS_kill, pid, signal, 0, 0);
        MemorySegment state = Libc.state();
        try (Scratch scratch = Scratch.take(SIGINFO_T.byteSize())) {
            int ignored = (int) Waiting.WAITID.invokeExact(state, P_PID, pid, scratch.segment(), WEXITED);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** geteuid(2). */
    public static int geteuid() {
        try {
            return (int) Ids.GETEUID.invokeExact();
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** getegid(2). */
    public static int getegid() {
        try {
            return (int) Ids.GETEGID.invokeExact();
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static final class Waiting {
        static final MethodHandle WAITID = Libc.call("waitid", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    }

    private static final class Ids {
        static final MethodHandle GETEUID = Libc.plain("geteuid", JAVA_INT);
        static final MethodHandle GETEGID = Libc.plain("getegid", JAVA_INT);
    }
}
