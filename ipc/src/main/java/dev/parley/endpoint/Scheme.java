package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.memory.SharedMemory;
import java.io.IOException;
import java.util.Map;

/**
 * How addresses of one kind are understood. A module or a user adds a scheme as a service of this type.
 *
 * <p>A scheme implements what its objects can do; the rest is refused with {@link UnsupportedVerbException}. Every method
 * refuses options it does not know with {@link IllegalArgumentException}.
 */
public interface Scheme {
    /** What stands before the colon. */
    String name();

    /** Opens the end that takes messages or bytes. May wait for the other side, as long as {@code timeout} allows. */
    default Sending openSending(Address address) throws IOException {
        throw new UnsupportedVerbException("send", address);
    }

    /** Opens the end that gives messages or bytes. May wait for the other side, as long as {@code timeout} allows. */
    default Receiving openReceiving(Address address) throws IOException {
        throw new UnsupportedVerbException("recv", address);
    }

    /**
     * Opens memory to look at, or to change.
     *
     * @param writable whether the segment must take writes
     */
    default SharedMemory openMemory(Address address, boolean writable) throws IOException {
        throw new UnsupportedVerbException(writable ? "poke" : "peek", address);
    }

    /**
     * Makes the object; without {@code ?exclusive} it may exist already.
     *
     * @throws dev.parley.AlreadyExistsException if it exists and {@code ?exclusive} was given
     */
    default void create(Address address) throws IOException {
        throw new UnsupportedVerbException("create", address);
    }

    /** Destroys the object. */
    default void remove(Address address) throws IOException {
        throw new UnsupportedVerbException("rm", address);
    }

    /**
     * Describes the object: names as in the tool's JSON, in the order to show them. Values are text, numbers, booleans,
     * {@link java.time.Instant}, lists of these, or null for what cannot be known.
     */
    default Map<String, Object> status(Address address) throws IOException {
        throw new UnsupportedVerbException("stat", address);
    }
}
