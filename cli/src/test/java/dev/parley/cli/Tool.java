package dev.parley.cli;

import dev.parley.testing.Await;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The tool as a real process. */
final class Tool {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    /** Root may do everything; without these it may not, and is otherwise as before. */
    private static final List<String> WITHOUT_PRIVILEGES =
            List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-ipc_owner");

    /** Whoever runs the tests may ignore SIGINT, as a shell's background jobs do. */
    private static final List<String> WITH_SIGNALS = List.of("env", "--default-signal=INT,TERM,HUP");

    private static final int STEADY = 25; // looks at a thread that does not move

    private Tool() {}

    /** What a run left: its exit status, and what it wrote on both streams. */
    record Run(int status, byte[] bytes, String errors) {
        String output() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The command line of the tool. */
    static List<String> command(Object... arguments) {
        return ChildJvm.running(Main.class).args(arguments).command();
    }

    /** Starts it, to talk with; it gets signals as from a terminal. */
    static Peer start(Object... arguments) {
        return Peer.start(new ProcessBuilder(join(WITH_SIGNALS, command(arguments))));
    }

    /** Runs it to its end, with nothing on its standard input. */
    static Run run(Object... arguments) {
        return run(new byte[0], command(arguments));
    }

    /** Runs it to its end, with this on its standard input. */
    static Run runWithInput(String input, Object... arguments) {
        return run(input.getBytes(StandardCharsets.UTF_8), command(arguments));
    }

    /** Runs it to its end, as somebody whom modes apply to. */
    static Run runWithoutPrivileges(Object... arguments) {
        List<String> command = command(arguments);
        return run(new byte[0], ROOT ? join(WITHOUT_PRIVILEGES, command) : command);
    }

    /** Runs it to its end, started by a command that takes another as its last words. */
    static Run runAfter(List<String> starter, Object... arguments) {
        return run(new byte[0], join(starter, command(arguments)));
    }

    /** Makes a folder of programs, for a PATH, that has what a measurement needs and no C compiler. */
    static Path programsWithoutCompiler(Path folder) {
        String script = "#!/bin/sh\\nexec %s \"$@\"\\n"; // not a link: what is in a test's folder is deleted
        Run run = shell(
                folder,
                "mkdir programs && printf '" + script
                        + "' \"$(command -v taskset)\" > programs/taskset && chmod +x programs/taskset");
        if (run.status() != 0) {
            throw new AssertionError(run.errors());
        }
        return folder.resolve("programs");
    }

    /** Runs a shell script in which {@code parley} is the tool. */
    static Run shell(Path directory, String script) {
        var quoted = new StringBuilder("parley() {");
        for (String word : command()) {
            quoted.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        quoted.append(" \"$@\"; }\n");
        return run(new byte[0], List.of("bash", "-c", quoted + "cd '" + directory + "'\n" + script));
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Run run(byte[] input, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).start();
            var output = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
            var errors = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // It did not want to know.
            }
            if (!process.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + command + ", errors: " + text(errors.join()));
            }
            return new Run(process.exitValue(), output.join(), text(errors.join()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static byte[] readAll(java.io.InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns once the tool's main thread sleeps in a system call of its own choice and stays there. */
    static void awaitBlocked(Peer tool) {
        var last = new ArrayList<String>();
        Await.until("the tool to wait for something", () -> {
            String now = calls(tool.pid());
            if (now.isEmpty() || (!last.isEmpty() && !last.getLast().equals(now))) {
                last.clear();
            }
            last.add(now);
            return !now.isEmpty() && last.size() >= STEADY;
        });
    }

    /** In which call each thread named after the program is, except those that wait for another thread. */
    private static String calls(long pid) {
        String futex = System.getProperty("os.arch").equals("aarch64") ? "98 " : "202 ";
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return String.join(
                    "\n",
                    tasks.filter(task -> read(task.resolve("comm")).equals("java"))
                            .map(task -> read(task.resolve("syscall")))
                            .filter(call ->
                                    Character.isDigit(call.isEmpty() ? ' ' : call.charAt(0)) && !call.startsWith(futex))
                            .toList());
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
