package dev.parley.memory;

import dev.parley.IpcException;
import dev.parley.LimitException;
import dev.parley.SysvKey;
import dev.parley.io.Failures;
import dev.parley.io.Sysctl;
import dev.parley.io.SysvObject;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Files;
import dev.parley.kernel.Sysv;
import dev.parley.kernel.SysvMemories;
import java.io.IOException;

/**
 * Finds and makes System V shared memory, and says why it cannot be made: half a dozen limits share three error
 * numbers.
 */
final class SysvMemoryGet {
    private SysvMemoryGet() {}

    /** The identifier of memory that exists. */
    static int find(SysvKey key) throws IOException {
        return (int) Failures.check(SysvMemories.shmget(key.value(), 0, 0), "shmget", address(key));
    }

    /**
     * The identifier of memory made with this key, or found if {@code exclusive} allows it.
     *
     * @param exclusive {@link Sysv#IPC_EXCL} or 0
     */
    static int get(SysvKey key, long size, int exclusive, SysvMemoryOptions options) throws IOException {
        if (size < 1) {
            throw new IllegalArgumentException("shared memory has at least one byte: size=" + size);
        }
        int flags = Sysv.IPC_CREAT | exclusive | flags(options);
        int id = SysvMemories.shmget(key.value(), size, flags);
        if (id < 0) {
            throw failure(key, size, options, id);
        }
        return id;
    }

    private static int flags(SysvMemoryOptions options) {
        int flags = options.mode() | (options.noReserve() ? SysvMemories.SHM_NORESERVE : 0);
        long page = options.hugePageSize();
        if (page == 0) {
            return flags;
        }
        int exponent = page == SysvMemoryOptions.DEFAULT_HUGE_PAGES ? 0 : Long.numberOfTrailingZeros(page);
        return flags | SysvMemories.hugePages(exponent);
    }

    private static IpcException failure(SysvKey key, long size, SysvMemoryOptions options, int result) {
        String asked = "memory of " + size + " bytes";
        boolean huge = options.hugePageSize() != 0;
        return switch (Errno.of(result)) {
            case EINVAL -> tooLarge(key, size, asked, options, result);
            case ENOSPC ->
                limit(
                        key,
                        result,
                        "no room for " + asked + ": raise " + Sysctl.SHMMNI + " or " + Sysctl.SHMALL + " pages");
            case ENOMEM ->
                limit(key, result, huge ? noHugePages(asked) : asked + " is more than there is: ask for less");
            case EPERM -> {
                String sentence =
                        "huge pages are for CAP_IPC_LOCK and for members of group " + Sysctl.HUGETLB_SHM_GROUP;
                yield IpcException.of("shmget", address(key), result, huge ? sentence : "operation not permitted");
            }
            case null, default -> IpcException.of("shmget", address(key), result);
        };
    }

    private static IpcException tooLarge(SysvKey key, long size, String asked, SysvMemoryOptions options, int result) {
        int existing = key.equals(SysvKey.PRIVATE) ? -1 : SysvMemories.shmget(key.value(), 0, 0);
        if (existing >= 0) {
            Files.Result<SysvMemories.Status> status = SysvMemories.stat(existing);
            String has =
                    status.error() < 0 ? "fewer" : Long.toString(status.value().size());
            return limit(key, result, "it exists and has " + has + " bytes, not the " + size + " asked for");
        }
        if (options.hugePageSize() != 0 && !Sysctl.SHMMAX.isExceededBy(size)) {
            String sentence = "this machine has no huge pages of that size, see hugepages(5): hugePageSize=";
            return IpcException.of("shmget", address(key), result, sentence + options.hugePageSize());
        }
        return Sysctl.SHMMAX.exceeded("shmget", address(key), result, asked);
    }

    private static String noHugePages(String asked) {
        return "not enough huge pages for " + asked + ": raise " + Sysctl.NR_HUGEPAGES;
    }

    private static LimitException limit(SysvKey key, int result, String sentence) {
        return Sysctl.limit("shmget", address(key), result, sentence);
    }

    private static String address(SysvKey key) {
        return SysvObject.Kind.MEMORY.address(key);
    }
}
