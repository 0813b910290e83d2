package dev.parley.memory;

import dev.parley.SysvPermissions;
import dev.parley.io.Paths;

/**
 * How System V shared memory is made. Start from {@link #DEFAULT}.
 *
 * @param mode permission bits exactly as they will be: the umask does not count for System V objects
 * @param hugePageSize the size in bytes of the huge pages to make it of; 0 for ordinary pages,
 *     {@link #DEFAULT_HUGE_PAGES} for the machine's default size
 * @param noReserve whether not to set swap space aside for it; touching it may then fail for want of memory
 */
public record SysvMemoryOptions(int mode, long hugePageSize, boolean noReserve) {
    /** Owner-only, ordinary pages, space reserved. */
    public static final SysvMemoryOptions DEFAULT = new SysvMemoryOptions(SysvPermissions.OWNER_ONLY, 0, false);

    /** Huge pages of the size that {@code Hugepagesize} in {@code /proc/meminfo} tells. */
    public static final long DEFAULT_HUGE_PAGES = -1;

    /** Checks the values. */
    public SysvMemoryOptions {
        Paths.requireMode(mode);
        boolean size = hugePageSize == 0 || hugePageSize == DEFAULT_HUGE_PAGES || Long.bitCount(hugePageSize) == 1;
        if (!size) {
            throw new IllegalArgumentException("a page size is a power of two: hugePageSize=" + hugePageSize);
        }
    }

    /** With these permission bits. */
    public SysvMemoryOptions withMode(int bits) {
        return new SysvMemoryOptions(bits, hugePageSize, noReserve);
    }

    /** Made of huge pages of the machine's default size. See {@code SHM_HUGETLB} in shmget(2). */
    public SysvMemoryOptions withHugePages() {
        return withHugePages(DEFAULT_HUGE_PAGES);
    }

    /** Made of huge pages of this size in bytes, such as {@code 2 << 20}. See {@code SHM_HUGETLB} in shmget(2). */
    public SysvMemoryOptions withHugePages(long pageSize) {
        return new SysvMemoryOptions(mode, pageSize, noReserve);
    }

    /** Without swap space set aside. See {@code SHM_NORESERVE} in shmget(2). */
    public SysvMemoryOptions withoutReserve() {
        return new SysvMemoryOptions(mode, hugePageSize, true);
    }
}
