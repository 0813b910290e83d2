package dev.parley;

import dev.parley.kernel.Processes;

/**
 * Who a process is, in the words of the kernel. See credentials(7).
 *
 * @param pid the process; 0 if it is not visible from this PID namespace
 * @param uid the effective user
 * @param gid the effective group
 */
public record Credentials(int pid, int uid, int gid) {
    /** This process's own. */
    public static Credentials own() {
        return new Credentials((int) ProcessHandle.current().pid(), Processes.geteuid(), Processes.getegid());
    }
}
