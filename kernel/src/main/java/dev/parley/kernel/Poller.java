package dev.parley.kernel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread in {@code epoll_wait} for all virtual threads that wait for a descriptor. See epoll(7).
 *
 * <p>A descriptor is registered when somebody first waits on it, and armed for one event at a time (EPOLLONESHOT) with
 * whatever its waiters wait for together. The event wakes the waiters it concerns and the rest is armed again.
 */
final class Poller {
    private static final int BATCH = 256;
    private static final int EPOLL = Polls.epoll_create1(Polls.EPOLL_CLOEXEC);
    private static volatile Fd[] table = new Fd[1024]; // by descriptor number; written under the class's lock

    static {
        if (EPOLL < 0) {
            throw new ExceptionInInitializerError("epoll_create1: " + Errno.of(EPOLL));
        }
        Thread.ofPlatform().name("parley-poller").daemon().start(Poller::loop);
    }

    private Poller() {}

    /** Parks the calling thread until the descriptor is ready. See {@link Fd#await}. */
    static boolean await(Fd fd, int events, long deadline) throws IOException {
        fd.acquire();
        try {
            Waiter waiter = fd.registration.add(events);
            try {
                return waiter.await(fd, deadline);
            } finally {
                fd.registration.remove(waiter);
            }
        } finally {
            fd.release();
        }
    }

    private static void loop() {
        MemorySegment events = Arena.global().allocate(Polls.EPOLL_EVENT, BATCH);
        for (; ; ) {
            int count = Polls.epoll_wait(EPOLL, events, BATCH, -1);
            for (int i = 0; i < count; i++) {
                Fd fd = table[Polls.number(events, i)];
                if (fd != null) {
                    fd.registration.wake(Polls.events(events, i));
                }
            }
        }
    }

    private static synchronized void remember(Fd fd) {
        if (fd.handle() >= table.length) {
            table = Arrays.copyOf(table, Math.max(fd.handle() + 1, table.length * 2));
        }
        table[fd.handle()] = fd;
    }

    private static synchronized void forget(Fd fd) {
        table[fd.handle()] = null;
    }

    /** A thread that waits for a descriptor. */
    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private final int events;
        private volatile boolean ready;

        Waiter(int events) {
            this.events = events;
        }

        void wake() {
            ready = true;
            LockSupport.unpark(thread);
        }

        boolean await(Fd fd, long deadline) throws IOException {
            while (!ready) {
                if (!fd.isOpen()) {
                    throw new AsynchronousCloseException();
                }
                if (thread.isInterrupted()) {
                    throw new InterruptedIOException("interrupted");
                }
                if (deadline == Deadline.NEVER) {
                    LockSupport.park(fd);
                } else if (Deadline.passed(deadline)) {
                    return false;
                } else {
                    LockSupport.parkNanos(fd, Deadline.remaining(deadline));
                }
            }
            return true;
        }
    }

    /** What a descriptor has to do with the poller: its waiters, and whether epoll knows it. Guarded by its own lock. */
    static final class Registration {
        private final Fd fd;
        private List<Waiter> waiters;
        private boolean registered;

        Registration(Fd fd) {
            this.fd = fd;
        }

        private synchronized Waiter add(int events) {
            if (waiters == null) {
                waiters = new ArrayList<>(2);
            }
            var waiter = new Waiter(events);
            waiters.add(waiter);
            if (!arm()) {
                waiters.remove(waiter);
                waiter.ready = true; // not pollable, as regular files are: never has to wait
            }
            return waiter;
        }

        private synchronized void remove(Waiter waiter) {
            waiters.remove(waiter);
        }

        /** Wakes those whom the events concern. An error or a hang-up concerns everybody. */
        private synchronized void wake(int events) {
            if (waiters == null) {
                return; // an event of an earlier descriptor with this number
            }
            int wanted = (events & (Polls.POLLERR | Polls.POLLHUP)) != 0 ? -1 : events;
            for (int i = waiters.size() - 1; i >= 0; i--) {
                Waiter waiter = waiters.get(i);
                if ((waiter.events & wanted) != 0) {
                    waiters.remove(i);
                    waiter.wake();
                }
            }
            if (!waiters.isEmpty()) {
                arm();
            }
        }

        /** Has every waiter make its call again. */
        synchronized void wakeToTryAgain() {
            if (waiters != null) {
                waiters.forEach(Waiter::wake);
                waiters.clear();
            }
        }

        synchronized void wakeAll() {
            if (waiters != null) {
                waiters.forEach(waiter -> LockSupport.unpark(waiter.thread));
            }
        }

        /** There is no excuse to leave this to close(2): a description that a child still holds stays registered. */
        synchronized void forget() {
            if (registered) {
                Polls.epoll_ctl(EPOLL, Polls.EPOLL_CTL_DEL, fd.handle(), 0);
                Poller.forget(fd);
                registered = false;
            }
        }

        private boolean arm() {
            int events = Polls.EPOLLONESHOT;
            for (int i = 0; i < waiters.size(); i++) {
                events |= waiters.get(i).events;
            }
            if (registered) {
                return Polls.epoll_ctl(EPOLL, Polls.EPOLL_CTL_MOD, fd.handle(), events) == 0;
            }
            remember(fd);
            int result = Polls.epoll_ctl(EPOLL, Polls.EPOLL_CTL_ADD, fd.handle(), events);
            registered = result == 0;
            if (!registered) {
                Poller.forget(fd);
            }
            return registered;
        }
    }
}
