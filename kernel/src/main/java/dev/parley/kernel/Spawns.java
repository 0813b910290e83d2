package dev.parley.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starting programs: posix_spawn(3). A JVM cannot fork: the child would have one thread and everybody's locks.
 *
 * <p>The child gets the descriptors it is given and no others, an empty signal mask, and SIGPIPE as it was before the
 * JVM started to catch it (exec does that).
 */
public final class Spawns {
    public static final int POSIX_SPAWN_SETSIGMASK = 8;

    private static final long FILE_ACTIONS_SIZE = 80; // posix_spawn_file_actions_t, in glibc and musl
    private static final long ATTRIBUTES_SIZE = 336; // posix_spawnattr_t, in glibc and musl

    private static final MethodHandle SPAWN =
            Libc.plain("posix_spawnp", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle INIT = Libc.plain("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
    private static final MethodHandle DESTROY = Libc.plain("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
    private static final MethodHandle ADDDUP2 =
            Libc.plain("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle ADDCLOSE =
            Libc.plain("posix_spawn_file_actions_addclose", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle ADDCLOSEFROM =
            Libc.plain("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle ADDCHDIR =
            Libc.plain("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle ATTR_INIT = Libc.plain("posix_spawnattr_init", JAVA_INT, ADDRESS);
    private static final MethodHandle ATTR_FLAGS =
            Libc.plain("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
    private static final MethodHandle ATTR_MASK = Libc.plain("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);

    private Spawns() {}

    /**
     * Starts a program, looked up in PATH unless its name has a slash.
     *
     * @param command the program and its arguments
     * @param environment {@code NAME=value} each
     * @param directory where the child starts, or null for here
     * @param descriptors for each number in the child, the open descriptor of this process that it shall be; all others
     *     are closed in the child. These must stay open until this returns.
     * @return the child's pid, or {@code -errno}
     */
    public static int spawn(
            List<String> command, List<String> environment, String directory, Map<Integer, Integer> descriptors) {
        var wanted = new TreeMap<>(descriptors);
        int end = wanted.isEmpty() ? 0 : wanted.lastKey() + 1;
        var copies = new TreeMap<Integer, Integer>();
        try {
            // A source may be another one's target, so everything first moves out of the way. The copies are
            // close-on-exec; what dup2 makes of them in the child is not.
            for (var entry : wanted.entrySet()) {
                int copy = Files.fcntl(entry.getValue(), Files.F_DUPFD_CLOEXEC, end);
                if (copy < 0) {
                    return copy;
                }
                copies.put(entry.getKey(), copy);
            }
            return spawn(command, environment, directory, copies, end);
        } finally {
            copies.values().forEach(Files::close);
        }
    }

    private static int spawn(
            List<String> command, List<String> environment, String directory, Map<Integer, Integer> copies, int end) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(FILE_ACTIONS_SIZE, 8);
            check((int) INIT.invokeExact(actions));
            try {
                addActions(actions, arena, directory, copies, end);
                MemorySegment pid = arena.allocate(JAVA_INT);
                MemorySegment argv = strings(arena, command);
                MemorySegment file = argv.get(ADDRESS, 0);
                MemorySegment envp = strings(arena, environment);
                int error = (int) SPAWN.invokeExact(pid, file, actions, attributes(arena), argv, envp);
                return error != 0 ? -error : pid.get(JAVA_INT, 0);
            } finally {
                int ignored = (int) DESTROY.invokeExact(actions);
            }
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static void addActions(
            MemorySegment actions, Arena arena, String directory, Map<Integer, Integer> copies, int end)
            throws Throwable {
        for (int number = 0; number < end; number++) {
            Integer copy = copies.get(number);
            check(
                    copy != null
                            ? (int) ADDDUP2.invokeExact(actions, (int) copy, number)
                            : (int) ADDCLOSE.invokeExact(actions, number));
        }
        check((int) ADDCLOSEFROM.invokeExact(actions, end));
        if (directory != null) {
            check((int) ADDCHDIR.invokeExact(actions, arena.allocateFrom(directory)));
        }
    }

    private static MemorySegment attributes(Arena arena) throws Throwable {
        MemorySegment attributes = arena.allocate(ATTRIBUTES_SIZE, 8);
        check((int) ATTR_INIT.invokeExact(attributes));
        check((int) ATTR_FLAGS.invokeExact(attributes, (short) POSIX_SPAWN_SETSIGMASK));
        check((int) ATTR_MASK.invokeExact(attributes, arena.allocate(Signals.SIGSET_SIZE, 8)));
        return attributes;
    }

    private static MemorySegment strings(Arena arena, List<String> strings) {
        MemorySegment array = arena.allocate(ADDRESS, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(strings.get(i)));
        }
        return array;
    }

    private static void check(int error) {
        if (error != 0) {
            throw new OutOfMemoryError("posix_spawn: " + Errno.of(-error)); // the only way these fail
        }
    }
}
