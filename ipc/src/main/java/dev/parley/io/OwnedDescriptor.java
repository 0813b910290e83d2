package dev.parley.io;

import dev.parley.Descriptor;
import dev.parley.DescriptorHandle;
import dev.parley.IpcException;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import java.io.IOException;

/** The one implementation of {@link Descriptor}: lets mechanisms reach the {@link Fd} that users do not see. */
public final class OwnedDescriptor implements Descriptor {
    private final Fd fd;
    private final boolean listener;

    public OwnedDescriptor(Fd fd) {
        this(fd, false);
    }

    private OwnedDescriptor(Fd fd, boolean listener) {
        this.fd = fd;
        this.listener = listener;
    }

    /** Of a handle whose closing ends the listening for everybody, also for a child that was handed the descriptor. */
    public static Descriptor ofListener(Fd fd) {
        return new OwnedDescriptor(fd, true);
    }

    /** Closes a handle here after its descriptor was handed to a child, for whom nothing ends. */
    public static void letGo(DescriptorHandle handle) {
        var descriptor = (OwnedDescriptor) handle.descriptor();
        if (descriptor.listener) {
            descriptor.fd.close();
        } else {
            handle.close();
        }
    }

    /** See {@link Descriptor#inherited}. */
    public static Descriptor inherited(int number) throws IOException {
        if (number < 0) {
            throw new IllegalArgumentException("a descriptor is not negative: number=" + number);
        }
        Failures.check(Files.fcntl(number, Files.F_GETFD, 0), "fcntl", "fd:" + number);
        return new OwnedDescriptor(Fd.inherit(number));
    }

    /** The kernel's side of a descriptor. */
    public static Fd fd(Descriptor descriptor) {
        return ((OwnedDescriptor) descriptor).fd;
    }

    @Override
    public int number() {
        return fd.handle();
    }

    @Override
    public boolean isOpen() {
        return fd.isOpen();
    }

    /** Refuses a descriptor that was opened for writing alone. */
    public static void requireReadable(Descriptor descriptor) throws IOException {
        refuse(descriptor, Files.O_WRONLY, "the descriptor is open for writing only");
    }

    /** Refuses a descriptor that was opened for reading alone. */
    public static void requireWritable(Descriptor descriptor) throws IOException {
        refuse(descriptor, Files.O_RDONLY, "the descriptor is open for reading only");
    }

    private static void refuse(Descriptor descriptor, int access, String sentence) throws IOException {
        long flags = Failures.check(Files.fcntl(descriptor.number(), Files.F_GETFL, 0), "fcntl", descriptor);
        if ((flags & Files.O_ACCMODE) == access) {
            throw IpcException.of("fcntl", descriptor, Errno.EBADF.result(), sentence);
        }
    }

    @Override
    public String toString() {
        return "fd:" + number();
    }
}
