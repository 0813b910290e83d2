package dev.parley;

import dev.parley.io.OwnedDescriptor;
import java.io.IOException;

/**
 * A file descriptor as a value to hand to something else: a child process, a wrapper, a message.
 *
 * <p>It does not own the descriptor it names; the handle that it came from does.
 */
public sealed interface Descriptor permits OwnedDescriptor {
    /**
     * The number in this process. It means nothing once the handle behind it is closed, and may then name another
     * file: look at it, do not keep it.
     */
    int number();

    /** Whether the handle behind it is still open. */
    boolean isOpen();

    /**
     * A descriptor that this process was started with, or got from code outside this library.
     *
     * <p>Its open file description may be shared with other processes, so it is never made non-blocking. The caller gives
     * it away: the handle made from it closes it.
     *
     * @param number the number of an open descriptor
     * @throws IpcException {@code EBADF} if it is not open
     */
    static Descriptor inherited(int number) throws IOException {
        return OwnedDescriptor.inherited(number);
    }
}
