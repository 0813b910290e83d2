package dev.parley.pipe;

import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Pipes;
import java.io.IOException;

/** How much a pipe holds; the same seen from either end. */
final class Capacity {
    private Capacity() {}

    static int of(Fd fd, Object object) throws IOException {
        fd.acquire();
        try {
            return (int) Failures.check(Files.fcntl(fd.handle(), Pipes.F_GETPIPE_SZ, 0), "fcntl", object);
        } finally {
            fd.release();
        }
    }

    static int set(Fd fd, int bytes, Object object) throws IOException {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a pipe holds something: bytes=" + bytes);
        }
        fd.acquire();
        try {
            int result = Files.fcntl(fd.handle(), Pipes.F_SETPIPE_SZ, bytes);
            if (Errno.EPERM.is(result)) {
                throw IpcException.of(
                        "fcntl",
                        object,
                        result,
                        "a capacity of " + bytes + " bytes is over /proc/sys/fs/pipe-max-size: raise it");
            }
            if (Errno.EBUSY.is(result)) {
                throw IpcException.of(
                        "fcntl", object, result, "more than " + bytes + " bytes are in the pipe: read them first");
            }
            return (int) Failures.check(result, "fcntl", object);
        } finally {
            fd.release();
        }
    }
}
