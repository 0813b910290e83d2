package dev.parley.io;

import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.SysvPermissions;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Resource;
import dev.parley.kernel.Sysv;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the handles of the three System V mechanisms share: an identifier, an address, and how errors read.
 *
 * <p>An identifier holds nothing: closing has nothing to give back. Identifiers carry a sequence number, so that of an
 * object that was removed means {@code EINVAL}, not somebody else's object.
 */
public final class SysvObject extends Resource {
    /** Which of the three. */
    public enum Kind {
        QUEUE("sysv-queue", "queue"),
        MEMORY("sysv-shm", "memory"),
        SEMAPHORES("sysv-sem", "semaphore set");

        private final String scheme;
        private final String noun;

        Kind(String scheme, String noun) {
            this.scheme = scheme;
            this.noun = noun;
        }

        /** The address of the object with this key. */
        public String address(SysvKey key) {
            return scheme + ":" + key;
        }

        /** The address of the object with this identifier. */
        public String address(int id) {
            return scheme + ":id=" + id;
        }

        /** Refuses the key that stands for "no key": with it the kernel makes a new object, whatever was asked. */
        public void requireKey(SysvKey key) {
            if (key.equals(SysvKey.PRIVATE)) {
                throw new IllegalArgumentException(
                        "a " + noun + " without a key is made by createPrivate and opened by ofId: key=" + key);
            }
        }

        /** Passes on what looking at an identifier for the first time gave. */
        public void requireFound(int result, String operation, int id) throws IpcException {
            boolean gone = Errno.EINVAL.is(result) || Errno.EIDRM.is(result);
            if (gone) {
                Errno errno = Errno.of(result);
                String sentence = "there is no " + noun + " with this identifier";
                throw new NotFoundException(operation, address(id), errno.name(), errno.number(), sentence);
            }
            // Who may not look at it may still be allowed to use it.
            if (!Errno.EACCES.is(result)) {
                Failures.check(result, operation, address(id));
            }
        }
    }

    private final Kind kind;
    private final String address;

    public SysvObject(Kind kind, SysvKey key, int id) {
        super(id);
        this.kind = kind;
        this.address = key.equals(SysvKey.PRIVATE) ? kind.address(id) : kind.address(key);
    }

    /** The identifier, while the handle is open. */
    public int id() throws ClosedChannelException {
        requireOpen();
        return handle();
    }

    /** Passes a successful result on. The object was there once, so {@code EINVAL} says that it was removed. */
    public long check(long result, String operation) throws IpcException {
        if (result >= 0) {
            return result;
        }
        if (Errno.EINVAL.is(result) || Errno.EIDRM.is(result)) {
            Errno errno = Errno.of(result);
            throw new RemovedException(
                    operation, address, errno.name(), errno.number(), "the " + kind.noun + " was removed");
        }
        throw IpcException.of(operation, address, result);
    }

    /** The kernel's record of who may do what, in the library's terms. */
    public static SysvPermissions permissions(Sysv.Permissions kernel) {
        return new SysvPermissions(
                SysvKey.of(kernel.key()),
                kernel.uid(),
                kernel.gid(),
                kernel.creatorUid(),
                kernel.creatorGid(),
                kernel.mode() & 0777);
    }

    /** A time the kernel keeps in seconds, 0 for never. */
    public static Optional<Instant> time(long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    @Override
    public String toString() {
        return address;
    }
}
