package dev.parley.kernel;

import java.lang.invoke.VarHandle;

/**
 * Order between threads at the expense of one side. See membarrier(2).
 *
 * <p>Two threads that each store something and then look at what the other stored need a fence between the two, or both may
 * look too early. Who does that at every call uses {@link #light()}; who does it rarely uses {@link #heavy()}, in which the
 * kernel puts a fence into whatever every other thread of this process is doing. Until {@link #register()} was called, and
 * where the kernel refuses it, both are ordinary fences.
 */
final class Membarrier {
    public static final int SYS_membarrier = Arch.select(324, 283);
    public static final int MEMBARRIER_CMD_PRIVATE_EXPEDITED = 1 << 3;
    public static final int MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private static volatile boolean registered;

    private Membarrier() {}

    /** Makes {@link #light()} cheap from now on. Takes some milliseconds in a process with several threads. */
    static void register() {
        if (!registered) {
            registered = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
        }
    }

    /**
     * To stand between a store and a volatile load. That the flag is read here is what makes it safe to switch: whoever finds
     * it set after another's heavy side found it unset also finds what that one had stored before.
     */
    static void light() {
        if (!registered) {
            VarHandle.fullFence();
        }
    }

    /** To stand between a store and a load, too; pairs with {@link #light()} and with itself. */
    static void heavy() {
        VarHandle.fullFence();
        if (registered && membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0) {
            registered = false; // a sandbox that this process went into meanwhile
        }
    }

    private static int membarrier(int command) {
        return (int) Processes.syscall(SYS_membarrier, command, 0, 0, 0);
    }
}
