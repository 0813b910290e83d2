package dev.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this process holds, and which IPC objects its user owns, at one moment; each entry a line that a person can read.
 *
 * <p>What the JVM opens, maps or starts for itself (class files, shared libraries, compiler and collector threads) is
 * left out. See proc(5) and sysvipc(7).
 *
 * @param descriptors open descriptors, "descriptor 12 -> pipe:[4711]"
 * @param mappings mappings of named memory, "mapping 7f00-7f10 /SYSV41050c1e"
 * @param threads threads, "thread 4711 name"
 * @param sysvObjects System V objects that belong to this user, "sysv msg id=3 key=0x41050c1e"
 * @param shmFiles files below /dev/shm that belong to this user, "shm /dev/shm/name"
 */
public record Resources(
        Set<String> descriptors,
        Set<String> mappings,
        Set<String> threads,
        Set<String> sysvObjects,
        Set<String> shmFiles) {
    private static final Predicate<String> OF_THE_JVM_FILE = Pattern.compile(
                    ".*(\\.jar|\\.class|\\.jsa|\\.aot|\\.jmod|\\.so[.0-9]*|/lib/modules|/u?random|\\.dat|locale-archive)$")
            .asMatchPredicate();
    private static final Predicate<String> OF_THE_JVM_THREAD = Pattern.compile(
                    "(java|VM .*|C[12] .*|GC .*|G1 .*|Signal Dispatch|Finalizer|Reference Handl|Service Thread|Monitor "
                            + "Deflati|Common-Cleaner|Notification Th|Attach Listener|process reaper.*|Cleaner-.*"
                            + "|ForkJoinPool.*|VirtualThread-u|Read-Poller|Write-Poller|surefire.*|JFR .*)")
            .asMatchPredicate();
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int UID_COLUMN_FROM_PERMS = 2;

    /** Looks now. */
    public static Resources now() {
        return new Resources(descriptorsNow(), mappingsNow(), threadsNow(), sysvNow(), shmNow());
    }

    /** How many mappings of any kind the process has, the JVM's own included; see proc_pid_maps(5). */
    public static int mappingCount() {
        return lines(Path.of("/proc/self/maps")).size();
    }

    /** How many descriptors the process has open, the JVM's own included. */
    public static int descriptorCount() {
        // The folder's own descriptor is among those listed.
        return list(Path.of("/proc/self/fd")).size() - 1;
    }

    /** The entries here that {@code earlier} did not have. */
    public List<String> newSince(Resources earlier) {
        var fresh = new ArrayList<String>();
        addNew(fresh, descriptors, earlier.descriptors);
        addNew(fresh, mappings, earlier.mappings);
        addNew(fresh, threads, earlier.threads);
        addNew(fresh, sysvObjects, earlier.sysvObjects);
        addNew(fresh, shmFiles, earlier.shmFiles);
        return fresh;
    }

    private static void addNew(List<String> fresh, Set<String> after, Set<String> before) {
        after.stream().filter(entry -> !before.contains(entry)).forEach(fresh::add);
    }

    private static Set<String> descriptorsNow() {
        var found = new TreeSet<String>();
        for (Path entry : list(Path.of("/proc/self/fd"))) {
            String target = link(entry);
            boolean ownFolder = target.startsWith("/proc/") && target.endsWith("/fd");
            if (!target.isEmpty() && !ownFolder && !OF_THE_JVM_FILE.test(target)) {
                found.add("descriptor " + entry.getFileName() + " -> " + target);
            }
        }
        return found;
    }

    private static Set<String> mappingsNow() {
        var found = new TreeSet<String>();
        for (String line : lines(Path.of("/proc/self/maps"))) {
            String[] columns = BLANKS.split(line, 6);
            boolean named = columns.length == 6 && columns[5].startsWith("/");
            if (named && !OF_THE_JVM_FILE.test(columns[5]) && !columns[5].contains("hsperfdata")) {
                found.add("mapping " + columns[0] + " " + columns[5]);
            }
        }
        return found;
    }

    private static Set<String> threadsNow() {
        var found = new TreeSet<String>();
        for (Path task : list(Path.of("/proc/self/task"))) {
            String name = Await.text(task.resolve("comm"));
            if (!name.isEmpty() && !OF_THE_JVM_THREAD.test(name)) {
                found.add("thread " + task.getFileName() + " " + name);
            }
        }
        return found;
    }

    private static Set<String> sysvNow() {
        var found = new TreeSet<String>();
        String uid = uid();
        for (String kind : List.of("msg", "sem", "shm")) {
            for (String[] row : table(Path.of("/proc/sysvipc/" + kind))) {
                if (row[ownerColumn(kind)].equals(uid)) {
                    found.add("sysv %s id=%s key=0x%08x".formatted(kind, row[1], Integer.parseInt(row[0])));
                }
            }
        }
        return found;
    }

    /** The tables begin "key msqid perms cbytes qnum lspid lrpid uid", "key semid perms nsems uid", and for shm below. */
    private static int ownerColumn(String kind) {
        return UID_COLUMN_FROM_PERMS
                + switch (kind) {
                    case "msg" -> 5;
                    case "sem" -> 2;
                    // key shmid perms size cpid lpid nattch uid
                    default -> 5;
                };
    }

    private static List<String[]> table(Path file) {
        return lines(file).stream()
                .skip(1)
                .map(line -> BLANKS.split(line.strip()))
                .toList();
    }

    private static Set<String> shmNow() {
        var found = new TreeSet<String>();
        Path shm = Path.of("/dev/shm");
        if (Files.isDirectory(shm)) {
            String user = System.getProperty("user.name");
            list(shm).stream().filter(file -> ownedBy(file, user)).forEach(file -> found.add("shm " + file));
        }
        return found;
    }

    private static boolean ownedBy(Path file, String user) {
        try {
            return Files.getOwner(file).getName().equals(user);
        } catch (IOException e) {
            return false;
        }
    }

    private static String uid() {
        return lines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> BLANKS.split(line)[2])
                .findFirst()
                .orElseThrow();
    }

    private static String link(Path entry) {
        try {
            return Files.readSymbolicLink(entry).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
