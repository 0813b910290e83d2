package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Waiting for descriptors: poll(2) for one, epoll(7) for many. */
public final class Polls {
    public static final int POLLIN = 0x001;
    public static final int POLLOUT = 0x004;
    public static final int POLLERR = 0x008;
    public static final int POLLHUP = 0x010;
    public static final int EPOLL_CLOEXEC = 0x80000;
    public static final int EPOLL_CTL_ADD = 1;
    public static final int EPOLL_CTL_DEL = 2;
    public static final int EPOLL_CTL_MOD = 3;
    public static final int EPOLLONESHOT = 1 << 30;

    static final StructLayout POLLFD = MemoryLayout.structLayout(
                    JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"))
            .withName("pollfd");

    // Packed on x86-64 alone.
    static final StructLayout EPOLL_EVENT = (Arch.current() == Arch.X86_64
                    ? MemoryLayout.structLayout(
                            JAVA_INT.withName("events"), ValueLayout.JAVA_LONG_UNALIGNED.withName("data"))
                    : MemoryLayout.structLayout(
                            JAVA_INT.withName("events"), MemoryLayout.paddingLayout(4), JAVA_LONG.withName("data")))
            .withName("epoll_event");

    private static final long EVENTS = POLLFD.byteOffset(groupElement("events"));
    private static final long REVENTS = POLLFD.byteOffset(groupElement("revents"));
    private static final long EPOLL_DATA = EPOLL_EVENT.byteOffset(groupElement("data"));

    private static final MethodHandle POLL = Libc.call("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

    /** Waits for one descriptor; {@code flags} are the events. */
    static final BlockingCall WAIT = (fd, memory, size, argument, events) -> pollOne(fd, events, -1);

    /** Looks at one descriptor; {@code flags} are the events. */
    static final BlockingCall READY = (fd, memory, size, argument, events) -> pollOne(fd, events, 0);

    private Polls() {}

    /** Waits until the descriptor is ready or a signal came. */
    static int pollOne(int fd, int events) {
        return pollOne(fd, events, -1);
    }

    /** What is the case with the descriptor now, of these events and POLLERR and POLLHUP. */
    static int revents(int fd, int events) {
        try (Scratch scratch = Scratch.take(POLLFD.byteSize())) {
            return pollOne(scratch.segment(), fd, events, 0) > 0
                    ? scratch.segment().get(JAVA_SHORT, REVENTS)
                    : 0;
        }
    }

    private static int pollOne(int fd, int events, int milliseconds) {
        try (Scratch scratch = Scratch.take(POLLFD.byteSize())) {
            return pollOne(scratch.segment(), fd, events, milliseconds);
        }
    }

    private static int pollOne(MemorySegment pollfd, int fd, int events, int milliseconds) {
        pollfd.set(JAVA_INT, 0, fd);
        pollfd.set(JAVA_SHORT, EVENTS, (short) events);
        pollfd.set(JAVA_SHORT, REVENTS, (short) 0);
        return poll(pollfd, 1, milliseconds);
    }

    static int poll(MemorySegment fds, long count, int milliseconds) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) POLL.invokeExact(state, fds, count, milliseconds), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int epoll_create1(int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) Epoll.CREATE.invokeExact(state, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Registers, changes or removes a descriptor whose events carry its number. */
    static int epoll_ctl(int epoll, int operation, int fd, int events) {
        MemorySegment state = Libc.state();
        try (Scratch scratch = Scratch.take(EPOLL_EVENT.byteSize())) {
            MemorySegment event = scratch.segment();
            event.set(JAVA_INT, 0, events);
            event.set(ValueLayout.JAVA_LONG_UNALIGNED, EPOLL_DATA, fd);
            return Libc.result((int) Epoll.CTL.invokeExact(state, epoll, operation, fd, event), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int epoll_wait(int epoll, MemorySegment events, int count, int milliseconds) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) Epoll.WAIT.invokeExact(state, epoll, events, count, milliseconds), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** The descriptor number of the event at an index. */
    static int number(MemorySegment events, int index) {
        return (int) events.get(ValueLayout.JAVA_LONG_UNALIGNED, index * EPOLL_EVENT.byteSize() + EPOLL_DATA);
    }

    /** What happened, of the event at an index. */
    static int events(MemorySegment events, int index) {
        return events.get(JAVA_INT, index * EPOLL_EVENT.byteSize());
    }

    /** Linked when a virtual thread first waits. */
    private static final class Epoll {
        static final MethodHandle CREATE = Libc.call("epoll_create1", JAVA_INT, JAVA_INT);
        static final MethodHandle CTL = Libc.call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
        static final MethodHandle WAIT = Libc.call("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    }
}
