package dev.parley.testing;

import java.nio.file.Path;
import java.util.Map;

/**
 * Which system call a sleeping thread is in, by its number in {@code /proc/PID/task/TID/syscall}. Only the calls that
 * tests wait for are in the table; a name without an entry is a mistake in the test.
 */
final class SystemCall {
    private static final int X86_64 = 0;
    private static final int AARCH64 = 1;
    private static final int ARCHITECTURE = System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;

    /** Numbers on x86-64 and aarch64 (asm/unistd_64.h, asm-generic/unistd.h); -1 where the call does not exist. */
    private static final Map<String, int[]> NUMBERS = Map.ofEntries(
            Map.entry("read", new int[] {0, 63}),
            Map.entry("write", new int[] {1, 64}),
            Map.entry("readv", new int[] {19, 65}),
            Map.entry("writev", new int[] {20, 66}),
            Map.entry("poll", new int[] {7, -1}),
            Map.entry("ppoll", new int[] {271, 73}),
            Map.entry("epoll_wait", new int[] {232, -1}),
            Map.entry("epoll_pwait", new int[] {281, 22}),
            Map.entry("openat", new int[] {257, 56}),
            Map.entry("open", new int[] {2, -1}),
            Map.entry("connect", new int[] {42, 203}),
            Map.entry("accept", new int[] {43, 202}),
            Map.entry("accept4", new int[] {288, 242}),
            Map.entry("sendto", new int[] {44, 206}),
            Map.entry("recvfrom", new int[] {45, 207}),
            Map.entry("sendmsg", new int[] {46, 211}),
            Map.entry("recvmsg", new int[] {47, 212}),
            Map.entry("msgsnd", new int[] {69, 189}),
            Map.entry("msgrcv", new int[] {70, 188}),
            Map.entry("semop", new int[] {65, 193}),
            Map.entry("semtimedop", new int[] {220, 192}),
            Map.entry("splice", new int[] {275, 76}),
            Map.entry("tee", new int[] {276, 77}),
            Map.entry("vmsplice", new int[] {278, 75}),
            Map.entry("wait4", new int[] {61, 260}),
            Map.entry("waitid", new int[] {247, 95}),
            Map.entry("pause", new int[] {34, -1}),
            Map.entry("clock_nanosleep", new int[] {230, 115}),
            Map.entry("flock", new int[] {73, 32}),
            Map.entry("fcntl", new int[] {72, 25}),
            Map.entry("futex", new int[] {202, 98}));

    private SystemCall() {}

    /** The number of the call that a thread of this process sleeps in; -1 when it runs, ended, or cannot be seen. */
    static int of(int tid) {
        return number(Path.of("/proc/self/task/" + tid + "/syscall"));
    }

    static boolean in(int tid, String... calls) {
        return isOneOf(of(tid), calls);
    }

    static boolean processIn(long pid, String... calls) {
        return isOneOf(number(Path.of("/proc/" + pid + "/syscall")), calls);
    }

    private static boolean isOneOf(int number, String... calls) {
        for (String call : calls) {
            int[] numbers = NUMBERS.get(call);
            if (numbers == null) {
                throw new IllegalArgumentException("no number known for system call=" + call);
            }
            if (number >= 0 && numbers[ARCHITECTURE] == number) {
                return true;
            }
        }
        return false;
    }

    /** The file reads "running", or "-1 SP PC" outside any call, or the number followed by arguments. */
    private static int number(Path syscall) {
        String text = Await.text(syscall);
        int end = text.indexOf(' ');
        return end < 0 ? -1 : Integer.parseInt(text.substring(0, end));
    }
}
