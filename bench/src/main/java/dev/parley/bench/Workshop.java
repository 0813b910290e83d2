package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The two programs, a folder for them, and fresh addresses. Whatever ends this process, the folder goes with it. */
final class Workshop implements AutoCloseable {
    /** What a JVM that measures for a second or two needs: little memory, and no threads for a collector it never uses. */
    private static final List<String> FLAGS = List.of("-Xms32m", "-Xmx64m", "-XX:+UseSerialGC", "-Xshare:auto");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path folder = Files.createTempDirectory("parley-bench-");
    private final Thread hook = new Thread(this::removeFolder);
    private final Optional<Path> cProgram;

    private Workshop(boolean withC) throws IOException {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            cProgram = withC ? CProgram.compile(Files.createDirectory(folder.resolve("c"))) : Optional.empty();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    static Workshop open(boolean withC) throws IOException {
        return new Workshop(withC);
    }

    /** The C program, where there is a compiler. */
    Optional<Path> cProgram() {
        return cProgram;
    }

    /** The command that starts one of the two programs, without its options. */
    List<String> command(boolean java) {
        return java ? javaCommand() : List.of(cProgram.orElseThrow().toString());
    }

    /** This JVM's Java and modules again. */
    private static List<String> javaCommand() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        Module module = Worker.class.getModule();
        if (module.isNamed()) {
            command.add("--enable-native-access=dev.parley.kernel");
            command.addAll(List.of("-p", System.getProperty("jdk.module.path")));
            command.addAll(List.of("-m", module.getName() + "/" + Worker.class.getName()));
        } else {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        }
        return command;
    }

    /** Where a server and its client shall meet; nobody else uses it. */
    String freshAddress(Mechanism mechanism) {
        int number = NUMBERS.incrementAndGet();
        return switch (mechanism) {
            case PIPE -> "3,4";
            case FIFO -> folder.resolve("fifo-" + number).toString();
            case UNIX -> "@parley-bench-" + ProcessHandle.current().pid() + "-" + number;
            case TCP -> "0";
            case SYSV_QUEUE, SYSV_SHM, SYSV_SEM ->
                String.format("0x%08x", ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
        };
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        removeFolder();
    }

    private void removeFolder() {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.getLogger("dev.parley.bench").log(System.Logger.Level.WARNING, "cannot remove " + folder, e);
        }
    }
}
