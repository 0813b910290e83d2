package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** What the three System V mechanisms share: keys, flags, permissions. See sysvipc(7). */
public final class Sysv {
    public static final int IPC_PRIVATE = 0;
    public static final int IPC_CREAT = 0x200;
    public static final int IPC_EXCL = 0x400;
    public static final int IPC_NOWAIT = 0x800;
    public static final int IPC_RMID = 0;
    public static final int IPC_SET = 1;
    public static final int IPC_STAT = 2;

    /** At the start of each mechanism's own struct. */
    static final StructLayout IPC_PERM = MemoryLayout.structLayout(
                    JAVA_INT.withName("__key"),
                    JAVA_INT.withName("uid"),
                    JAVA_INT.withName("gid"),
                    JAVA_INT.withName("cuid"),
                    JAVA_INT.withName("cgid"),
                    JAVA_INT.withName("mode"),
                    JAVA_SHORT.withName("__seq"),
                    MemoryLayout.paddingLayout(6),
                    JAVA_LONG.withName("__glibc_reserved1"),
                    JAVA_LONG.withName("__glibc_reserved2"))
            .withName("ipc_perm");

    private static final long KEY = IPC_PERM.byteOffset(groupElement("__key"));
    private static final long UID = IPC_PERM.byteOffset(groupElement("uid"));
    private static final long GID = IPC_PERM.byteOffset(groupElement("gid"));
    private static final long CUID = IPC_PERM.byteOffset(groupElement("cuid"));
    private static final long CGID = IPC_PERM.byteOffset(groupElement("cgid"));
    private static final long MODE = IPC_PERM.byteOffset(groupElement("mode"));

    private Sysv() {}

    /** The fields of {@code struct ipc_perm}. */
    public record Permissions(int key, int uid, int gid, int creatorUid, int creatorGid, int mode) {}

    static Permissions permissions(MemorySegment perm) {
        return new Permissions(
                perm.get(JAVA_INT, KEY),
                perm.get(JAVA_INT, UID),
                perm.get(JAVA_INT, GID),
                perm.get(JAVA_INT, CUID),
                perm.get(JAVA_INT, CGID),
                perm.get(JAVA_INT, MODE));
    }

    /** Writes what IPC_SET reads. */
    static void set(MemorySegment perm, int uid, int gid, int mode) {
        perm.set(JAVA_INT, UID, uid);
        perm.set(JAVA_INT, GID, gid);
        perm.set(JAVA_INT, MODE, mode);
    }

    /**
     * ftok(3), computed as glibc does it (musl does the same).
     *
     * @return the key, every bit pattern of which is valid, or the error of looking at the path
     */
    public static Files.Result<Integer> ftok(String path, int project) {
        Files.Result<Files.Stat> stat = Files.stat(path);
        if (stat.error() < 0) {
            return Files.Result.failed(stat.error());
        }
        // glibc takes the low byte of st_dev, whose low byte is the low byte of the minor number.
        int inode = (int) (stat.value().inode() & 0xffff);
        int device = stat.value().deviceMinor() & 0xff;
        return Files.Result.of(inode | device << 16 | (project & 0xff) << 24);
    }
}
