package dev.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Uses the tool as users do, so that the JVM can store in its AOT cache what that takes. Run by the launcher when it has built
 * the tool; what it prints does not matter, and neither does a verb that fails here.
 */
final class Training {
    private Training() {}

    /** Runs each verb that has to start fast, twice. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("parley-training-");
        try {
            for (int i = 0; i < 2; i++) {
                run(folder);
            }
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void run(Path folder) throws IOException {
        Path file = folder.resolve("progfile");
        Files.deleteIfExists(file);
        Files.createFile(file);
        String fifo = "fifo:" + folder.resolve("fifo");
        String queue = "sysv-queue:" + file + "#65";
        String memory = "sysv-shm:" + file + "#65";
        String semaphores = "sysv-sem:" + file + "#65";
        String socket = "unix:" + folder.resolve("socket");
        parley("--version");
        parley("stat", "--help");
        parley("create", fifo);
        parley("stat", fifo);
        parley("stat", "-J", fifo);
        parley("send", fifo + "?timeout=10ms", "hello");
        parley("recv", fifo + "?timeout=10ms");
        parley("rm", fifo);
        parley("recv", "exec:echo hello");
        parley("send", "exec:cat", "hello");
        parley("create", queue);
        parley("send", queue, "hello");
        parley("send", queue, "hello");
        parley("stat", queue);
        parley("recv", "-n", "1", queue);
        parley("recv", "-n", "1", "-j", queue);
        parley("rm", queue);
        parley("create", memory + "?size=4096");
        parley("poke", memory, "hello");
        parley("peek", "--cstring", memory);
        parley("peek", "--hex", "--length", "16", memory);
        parley("stat", memory);
        parley("rm", memory);
        parley("create", semaphores + "?n=2");
        parley("stat", semaphores);
        parley("rm", semaphores);
        parley("recv", socket + "?timeout=10ms");
        parley("send", socket, "hello");
        parley("recv", "tcp:127.0.0.1:0?timeout=10ms");
        parley("stat", "fifo:" + folder.resolve("missing"));
        parley("stat", "nonsense");
    }

    private static void parley(String... arguments) {
        Main.runInterruptibly(arguments);
    }
}
