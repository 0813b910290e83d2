package dev.parley.socket;

import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Files;
import dev.parley.kernel.SocketAddresses;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Unix address as bind(2) and connect(2) take it.
 *
 * <p>A path that is too long for that is reached through a descriptor, which this holds meanwhile: the kernel then sees
 * {@code /proc/self/fd/N/name}, and so would a peer that asks for it.
 */
final class SocketName implements AutoCloseable {
    private static final int NONE = -1;

    private final MemorySegment memory = Arena.ofAuto().allocate(SocketAddresses.SIZE, Short.BYTES);
    private final int length;
    private final int descriptor;

    private SocketName(byte[] name, int descriptor) {
        this.length = SocketAddresses.unix(memory, name);
        this.descriptor = descriptor;
    }

    /** For a socket file that does not exist yet: through its directory, if need be. */
    static SocketName toBind(UnixAddress address) throws IOException {
        if (fits(address)) {
            return new SocketName(address.kernelName(), NONE);
        }
        Path path = address.path().orElseThrow();
        Path directory = directoryOf(path);
        int descriptor = Files.open(directory.toString(), Files.O_PATH | Files.O_DIRECTORY);
        Failures.check(descriptor, "open", directory);
        byte[] name = bytes(through(descriptor) + "/" + path.getFileName());
        if (name.length > SocketAddresses.UNIX_PATH_MAX) {
            Files.close(descriptor);
            int over = name.length - SocketAddresses.UNIX_PATH_MAX;
            throw IpcException.of(
                    "bind", address, Errno.ENAMETOOLONG.result(), "the file's own name is " + over + " bytes too long");
        }
        return new SocketName(name, descriptor);
    }

    /** For a socket file that exists: through the file itself, if need be. Empty, with the error, if it cannot be opened. */
    static Files.Result<SocketName> toConnect(UnixAddress address) {
        if (fits(address)) {
            return new Files.Result<>(new SocketName(address.kernelName(), NONE), 0);
        }
        int descriptor = Files.open(address.path().orElseThrow().toString(), Files.O_PATH);
        return descriptor < 0
                ? new Files.Result<>(null, descriptor)
                : new Files.Result<>(new SocketName(bytes(through(descriptor)), descriptor), 0);
    }

    /** For the very file behind a descriptor, which stays the caller's. */
    static SocketName ofFile(int descriptor) {
        return new SocketName(bytes(through(descriptor)), NONE);
    }

    /** The path that leads to what a descriptor of this process refers to. */
    static String through(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }

    static Path directoryOf(Path path) {
        return Optional.ofNullable(path.getParent()).orElse(Path.of("."));
    }

    private static boolean fits(UnixAddress address) {
        return address.kernelName().length <= SocketAddresses.UNIX_PATH_MAX;
    }

    private static byte[] bytes(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    MemorySegment memory() {
        return memory;
    }

    int length() {
        return length;
    }

    @Override
    public void close() {
        if (descriptor != NONE) {
            Files.close(descriptor);
        }
    }
}
