package dev.parley.queue;

import dev.parley.kernel.SysvQueues;

/**
 * Which message a receiver wants: the first of all, or chosen by type. See msgrcv(2).
 *
 * <p>A value; keep one in a constant and receiving makes no objects. Among the messages that fit, the kernel gives the
 * one that was sent first.
 */
public final class Select {
    private static final Select ANY = new Select(0, 0);

    private final long selector;
    private final int flags;

    private Select(long selector, int flags) {
        this.selector = selector;
        this.flags = flags;
    }

    /** The first message, whatever its type. */
    public static Select any() {
        return ANY;
    }

    /** The first message of this type. */
    public static Select type(long type) {
        return new Select(requireType(type), 0);
    }

    /**
     * The first message of the lowest type that is at most this: types as priorities, with 1 the most urgent. (It is
     * what a negative type means to msgrcv.)
     */
    public static Select atMost(long type) {
        return new Select(-requireType(type), 0);
    }

    /** The first message of any other type ({@code MSG_EXCEPT}). */
    public static Select except(long type) {
        return new Select(requireType(type), SysvQueues.MSG_EXCEPT);
    }

    /**
     * The same choice, and a message too long for the buffer is cut to fit; the rest is lost ({@code MSG_NOERROR}).
     * Without this it stays in the queue, and receiving it fails. Only a receiver that brings its own buffer can meet
     * either.
     */
    public Select truncating() {
        return new Select(selector, flags | SysvQueues.MSG_NOERROR);
    }

    long selector() {
        return selector;
    }

    /** The flags for a buffer of all the room the caller has, or of a part of it, into which nothing may be cut. */
    int flags(boolean wholeRoom) {
        return wholeRoom ? flags : flags & ~SysvQueues.MSG_NOERROR;
    }

    static long requireType(long type) {
        if (type < 1) {
            throw new IllegalArgumentException("a message type is 1 or more: type=" + type);
        }
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Select that && selector == that.selector && flags == that.flags;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(selector) * 31 + flags;
    }

    @Override
    public String toString() {
        String cut = (flags & SysvQueues.MSG_NOERROR) == 0 ? "" : ", cut to fit";
        if (selector == 0) {
            return "any type" + cut;
        }
        String which = selector < 0 ? "at most " : (flags & SysvQueues.MSG_EXCEPT) == 0 ? "" : "other than ";
        return "type " + which + Math.abs(selector) + cut;
    }
}
