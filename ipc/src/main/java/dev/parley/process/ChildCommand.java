package dev.parley.process;

import dev.parley.DescriptorHandle;
import dev.parley.IpcException;
import dev.parley.io.OwnedDescriptor;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Processes;
import dev.parley.kernel.Signals;
import dev.parley.kernel.Spawns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to start and what to give it. Made by {@link Child#command}, changed by its methods, used by {@link #start()}.
 *
 * <p>The child has this process's standard input, output and error unless given others, and no other descriptor than those
 * it is given. Its environment and directory are this process's unless changed; its signal mask is empty. Not thread-safe.
 */
public final class ChildCommand {
    private static final int HIGHEST_DESCRIPTOR = 65_535;

    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>(System.getenv());
    private final Map<Integer, DescriptorHandle> handedOver = new TreeMap<>();
    private final Map<Integer, DescriptorHandle> shared = new TreeMap<>();
    private Path directory;

    ChildCommand(List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command starts with a program: command=" + command);
        }
        command.forEach(word -> requireNoNul("command", word));
        this.command = List.copyOf(command);
    }

    /** Hands over the child's standard input. See {@link #descriptor}. */
    public ChildCommand stdin(DescriptorHandle handle) {
        return descriptor(0, handle);
    }

    /** Hands over the child's standard output. See {@link #descriptor}. */
    public ChildCommand stdout(DescriptorHandle handle) {
        return descriptor(1, handle);
    }

    /** Hands over the child's standard error. See {@link #descriptor}. */
    public ChildCommand stderr(DescriptorHandle handle) {
        return descriptor(2, handle);
    }

    /**
     * Hands a descriptor over: the child has it under this number, and {@link #start()} closes the handle here. That is what
     * the end of a pipe needs: as long as this process held it too, the other end would never see that the child is gone.
     *
     * @param number 0 to 65535
     */
    public ChildCommand descriptor(int number, DescriptorHandle handle) {
        requireNumber(number);
        shared.remove(number);
        handedOver.put(number, handle);
        return this;
    }

    /**
     * Shares a descriptor: the child has it under this number, and the handle stays open here. Both then use one open file
     * description.
     *
     * @param number 0 to 65535
     */
    public ChildCommand share(int number, DescriptorHandle handle) {
        requireNumber(number);
        handedOver.remove(number);
        shared.put(number, handle);
        return this;
    }

    /** Sets a variable of the child's environment. */
    public ChildCommand environment(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException("a variable's name is not empty and has no '=': name=" + name);
        }
        requireNoNul("name", name);
        requireNoNul("value", value);
        environment.put(name, value);
        return this;
    }

    /** Forgets the environment so far, so that the child has none of this process's variables. */
    public ChildCommand clearEnvironment() {
        environment.clear();
        return this;
    }

    /** Starts the child in a directory. A relative program name with a slash is looked up from there. */
    public ChildCommand directory(Path path) {
        directory = path;
        return this;
    }

    /**
     * Starts the child. Does not wait for it. If it cannot be started, every handle stays as it was.
     *
     * @throws dev.parley.NotFoundException if there is no such program or directory
     * @throws dev.parley.PermissionException if it may not be executed
     * @throws java.nio.channels.ClosedChannelException if a handle is closed
     */
    public Child start() throws IOException {
        var given = new TreeMap<>(shared);
        given.putAll(handedOver);
        var held = new ArrayList<Fd>();
        int pid;
        try {
            var numbers = standardStreams();
            for (var entry : given.entrySet()) {
                Fd fd = OwnedDescriptor.fd(entry.getValue().descriptor());
                fd.acquire(); // its number must stay ours until the child has it
                held.add(fd);
                fd.restoreBlocking(); // what programs expect; it is one description with ours
                numbers.put(entry.getKey(), fd.handle());
            }
            pid = spawn(numbers);
        } finally {
            held.forEach(Fd::release);
        }
        Child child = open(pid);
        handedOver.values().forEach(OwnedDescriptor::letGo);
        return child;
    }

    private static Map<Integer, Integer> standardStreams() {
        var numbers = new TreeMap<Integer, Integer>();
        for (int number = 0; number <= 2; number++) {
            if (Files.fcntl(number, Files.F_GETFD, 0) >= 0) { // a daemon may have closed them
                numbers.put(number, number);
            }
        }
        return numbers;
    }

    private int spawn(Map<Integer, Integer> descriptors) throws IpcException {
        var variables = new ArrayList<String>();
        environment.forEach((name, value) -> variables.add(name + "=" + value));
        int pid = Spawns.spawn(command, variables, directory == null ? null : directory.toString(), descriptors);
        if (pid < 0) {
            throw IpcException.of("posix_spawn", "exec:" + command.getFirst(), pid, sentence(pid));
        }
        return pid;
    }

    private String sentence(int error) {
        Errno errno = Errno.of(error);
        String in = directory == null ? "" : " (started in " + directory + ")";
        return switch (errno) {
            case ENOENT -> "no such program" + in;
            case EACCES -> "not an executable file, or no permission to execute it" + in;
            case null -> "error number " + -error;
            default -> errno.sentence() + in;
        };
    }

    private Child open(int pid) throws IpcException {
        int pidfd = Processes.pidfd_open(pid);
        if (pidfd < 0) {
            // Without a descriptor nobody could wait for it, and it would stay a zombie: it does not get to live.
            Processes.killAndReap(pid, Signals.SIGKILL);
            throw IpcException.of("pidfd_open", "exec:" + command.getFirst(), pidfd);
        }
        return new Child(pid, Fd.own(pidfd), command.getFirst());
    }

    private static void requireNumber(int number) {
        if (number < 0 || number > HIGHEST_DESCRIPTOR) {
            throw new IllegalArgumentException("a descriptor is 0 to " + HIGHEST_DESCRIPTOR + ": number=" + number);
        }
    }

    private static void requireNoNul(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("C strings hold no NUL: " + what + "=" + text.replace('\0', '?'));
        }
    }
}
