/**
 * Linux inter-process communication: pipes, FIFOs, System V queues, memory and semaphores, sockets, child processes.
 *
 * <p>Start at the package of the mechanism you want, or at {@link dev.parley.endpoint} to name any of them by an address.
 * Run with {@code --enable-native-access=dev.parley.kernel} (or {@code ALL-UNNAMED} on the class path).
 */
module dev.parley {
    requires dev.parley.kernel;

    exports dev.parley;
    exports dev.parley.pipe;
    exports dev.parley.queue;
    exports dev.parley.memory;
    exports dev.parley.sync;
    exports dev.parley.process;
    exports dev.parley.socket;
    exports dev.parley.endpoint;

    uses dev.parley.endpoint.Scheme;
}
