package dev.parley.pipe;

import dev.parley.DescriptorHandle;
import dev.parley.io.Failures;
import dev.parley.io.OwnedDescriptor;
import dev.parley.kernel.BlockingCall;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Pipes;
import dev.parley.kernel.Polls;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;

/**
 * Bytes from one descriptor to another inside the kernel.
 *
 * <p>Such a call may have to wait for either side, and can only be told to wait for both in the kernel, where a virtual
 * thread would hold its carrier and only one of the two handles could wake it. So it never waits there: it waits for the
 * source to have something, tries, and if the answer is still {@code EAGAIN} waits for the target to have room.
 */
final class Transfer {
    private static final long MOMENT = 1_000_000; // nanoseconds

    private Transfer() {}

    static long run(BlockingCall call, String operation, DescriptorHandle from, DescriptorHandle to, long size)
            throws IOException {
        if (size <= 0) {
            throw new IllegalArgumentException("there must be something to move: size=" + size);
        }
        Fd source = OwnedDescriptor.fd(from.descriptor());
        Fd target = OwnedDescriptor.fd(to.descriptor());
        source.requireOpen();
        target.requireOpen();
        try {
            long result = run(call, source, target, size);
            return result == 0 ? -1 : Failures.check(result, operation, from + " to " + to);
        } catch (ClosedChannelException e) {
            throw new AsynchronousCloseException(); // both were open when the operation began
        }
    }

    private static long run(BlockingCall call, Fd source, Fd target, long size) throws IOException {
        for (; ; ) {
            source.await(Polls.POLLIN, Deadline.NEVER);
            long result;
            target.acquire(); // its number is an argument, so it must stay ours during the call
            try {
                result = attempt(call, source, target, size);
            } finally {
                target.release();
            }
            if (!Errno.EAGAIN.is(result)) {
                return result;
            }
            target.await(Polls.POLLOUT, Deadline.NEVER);
        }
    }

    private static long attempt(BlockingCall call, Fd source, Fd target, long size) throws IOException {
        // The flag is for the pipe; a socket at the other end goes by its own mode.
        int flags = Pipes.SPLICE_F_MOVE | Pipes.SPLICE_F_NONBLOCK;
        if (source.avoidBlocking() & target.avoidBlocking()) {
            return source.attempt(call, MemorySegment.NULL, size, target.handle(), flags);
        }
        long soon = System.nanoTime() + MOMENT;
        long result = source.run(call, MemorySegment.NULL, size, target.handle(), flags, soon);
        return Errno.ETIMEDOUT.is(result) ? Errno.EAGAIN.result() : result;
    }
}
