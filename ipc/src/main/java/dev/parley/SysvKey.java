package dev.parley;

import dev.parley.kernel.Files;
import dev.parley.kernel.Sysv;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The number under which processes find a System V queue, memory or semaphore set. See sysvipc(7).
 *
 * <p>Every bit pattern is a key; only 0 is special: an object made with it is found by nobody, see {@link #PRIVATE}.
 *
 * @param value the key as C's {@code key_t}
 */
public record SysvKey(int value) {
    /** Makes an object without a key. Others reach it by its identifier, told to them in some other way. */
    public static final SysvKey PRIVATE = new SysvKey(Sysv.IPC_PRIVATE);

    /** The key with this value. */
    public static SysvKey of(int value) {
        return new SysvKey(value);
    }

    /**
     * The key that C's {@code ftok(path, project)} gives, bit for bit as glibc and musl compute it: from the file's inode
     * number, its device and the project. Another file of that name gives another key, and two files can share one.
     *
     * @param path an existing file
     * @param project of which only the low eight bits count
     * @throws NotFoundException if there is no such file
     * @throws PermissionException if a directory on the way to it may not be searched
     */
    public static SysvKey of(Path path, int project) throws IOException {
        Files.Result<Integer> key = Sysv.ftok(path.toString(), project);
        if (key.error() < 0) {
            throw IpcException.of("ftok", path, key.error());
        }
        return new SysvKey(key.value());
    }

    /** The key as {@code ipcs} shows it: {@code 0x41050c1e}. */
    @Override
    public String toString() {
        return String.format("0x%08x", value);
    }
}
