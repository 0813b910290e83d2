package dev.parley.sysv;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.SysvKey;
import dev.parley.kernel.Processes;
import dev.parley.kernel.SysvMemories;
import dev.parley.kernel.SysvQueues;
import dev.parley.kernel.SysvSemaphores;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the tests of the three System V mechanisms share. */
public final class SysvTesting {
    /** How often a test repeats what must leave nothing behind; thousands by {@code -Dparley.rounds}. */
    public static final int ROUNDS = Integer.getInteger("parley.rounds", 50);

    /** How often a test kills a peer; hundreds by {@code -Dparley.kills}. */
    public static final int KILLS = Integer.getInteger("parley.kills", 10);

    private static final String NOBODY = "65534";

    private SysvTesting() {}

    /** A key that only this test has, from a new file in its folder. */
    public static SysvKey key(Path folder) throws IOException {
        for (; ; ) {
            SysvKey key = SysvKey.of(Files.createTempFile(folder, "key", null), 65);
            // Only some bits of the inode's number are in the key, so another run's leftover may have the same one.
            boolean used = SysvQueues.msgget(key.value(), 0) >= 0
                    || SysvMemories.shmget(key.value(), 0, 0) >= 0
                    || SysvSemaphores.semget(key.value(), 0, 0) >= 0;
            if (!used) {
                return key;
            }
        }
    }

    /**
     * Waits until the operation is inside this system call: a virtual thread's in a helper's place. A test may have only one
     * virtual thread waiting.
     */
    public static void awaitInKernel(Background<?> waiter, String... calls) {
        waiter.awaitBlocked();
        if (!waiter.thread().isVirtual()) {
            Await.blockedIn(waiter.tid(), calls);
            return;
        }
        Await.blockedIn("parley-helper", calls);
    }

    /** The main class in a JVM of a user who owns nothing; it may read files, but no System V object of others. */
    public static Peer asNobody(Class<?> main, Object... args) {
        requireRoot("another user");
        return wrapped(
                ChildJvm.running(main).args(args),
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search");
    }

    /** The main class in a JVM with System V objects and limits of its own: these, as {@code kernel.msgmax=100000}. */
    public static Peer inOwnNamespace(List<String> limits, Class<?> main, Object... args) {
        requireRoot("a namespace of its own");
        var script = new StringBuilder("set -e; ");
        for (String limit : limits) {
            String[] parts = limit.split("=", 2);
            script.append("echo ").append(parts[1]).append(" > /proc/sys/");
            script.append(parts[0].replace('.', '/')).append("; ");
        }
        script.append("exec \"$@\"");
        return wrapped(ChildJvm.running(main).args(args), "unshare", "-i", "sh", "-c", script.toString(), "sh");
    }

    private static Peer wrapped(ChildJvm child, String... wrapper) {
        var command = new ArrayList<>(List.of(wrapper));
        command.addAll(child.command());
        return Peer.start(new ProcessBuilder(command));
    }

    private static void requireRoot(String what) {
        assumeTrue(Processes.geteuid() == 0, "only root can run a child as " + what);
    }
}
