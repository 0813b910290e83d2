package dev.parley.bench;

/** A way for two processes to talk that can be measured. */
public enum Mechanism {
    PIPE("pipe", PipeBench::new),
    FIFO("fifo", FifoBench::new),
    SYSV_QUEUE("sysv-queue", SysvQueueBench::new),
    SYSV_SHM("sysv-shm", SysvMemoryBench::new),
    SYSV_SEM("sysv-sem", SysvSemaphoresBench::new),
    UNIX("unix", UnixSocketBench::new),
    TCP("tcp", TcpSocketBench::new);

    private final String text;
    private final Factory factory;

    Mechanism(String text, Factory factory) {
        this.text = text;
        this.factory = factory;
    }

    /** Makes one end; nothing is opened yet. */
    interface Factory {
        Bench make(Side side, String address, int size);
    }

    /** The mechanism of that name. */
    public static Mechanism of(String name) {
        return Names.find(values(), name, "mechanism");
    }

    /** Whether it carries bytes. Semaphores only wake, so for them there is no size and no streaming. */
    public boolean carriesBytes() {
        return this != SYSV_SEM;
    }

    /** Whether both sides wait by spinning, so that they need a CPU each. */
    public boolean spins() {
        return this == SYSV_SHM;
    }

    Bench bench(Side side, String address, int size) {
        return factory.make(side, address, size);
    }

    /** The name, which is also its scheme in addresses. */
    @Override
    public String toString() {
        return text;
    }
}
