package dev.parley.io;

import dev.parley.LimitException;
import dev.parley.kernel.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's limits, as an error message names them: which, what it is now, and what was asked for. See proc(5).
 *
 * <p>Read when something failed, never ahead: they change while programs run, and differ between namespaces.
 */
public enum Sysctl {
    MSGMAX("kernel.msgmax", 0),
    MSGMNB("kernel.msgmnb", 0),
    MSGMNI("kernel.msgmni", 0),
    SHMMAX("kernel.shmmax", 0),
    SHMALL("kernel.shmall", 0),
    SHMMNI("kernel.shmmni", 0),
    NR_HUGEPAGES("vm.nr_hugepages", 0),
    HUGETLB_SHM_GROUP("vm.hugetlb_shm_group", 0),
    SEMMSL("kernel.sem", 0),
    SEMMNS("kernel.sem", 1),
    SEMOPM("kernel.sem", 2),
    SEMMNI("kernel.sem", 3);

    private final String key;
    private final int field;

    Sysctl(String key, int field) {
        this.key = key;
        this.field = field;
    }

    /** What it is now; -1 if it cannot be read, and the largest long for anything larger. */
    public long value() {
        try {
            // Not readString: its first read is of one byte, and these files give only one read.
            String line =
                    Files.readAllLines(Path.of("/proc/sys", key.split("\\."))).getFirst();
            String[] fields = line.strip().split("\\s+");
            long value = Long.parseUnsignedLong(fields[field]);
            return value < 0 ? Long.MAX_VALUE : value;
        } catch (IOException | RuntimeException e) {
            return -1; // no /proc here, or not with this
        }
    }

    /** Whether that many are more than it allows. */
    public boolean isExceededBy(long asked) {
        long value = value();
        return value >= 0 && Long.compareUnsigned(asked, value) > 0;
    }

    /**
     * The exception for a call that failed because of this limit.
     *
     * @param asked what the caller wanted, as the start of a sentence
     */
    public LimitException exceeded(String operation, Object object, long result, String asked) {
        return limit(operation, object, result, asked + " is over " + this + ": raise it");
    }

    /** The exception for a limit, whatever class its error number would have. */
    public static LimitException limit(String operation, Object object, long result, String sentence) {
        Errno errno = Errno.of(result);
        return new LimitException(operation, object.toString(), errno.name(), errno.number(), sentence);
    }

    /** The limit and its value: {@code kernel.msgmax (now 8192)}; of several in one file, also which. */
    @Override
    public String toString() {
        long value = value();
        String which = key.equals("kernel.sem") ? name() + " in " + key : key;
        return which + (value < 0 ? "" : " (now " + value + ")");
    }
}
