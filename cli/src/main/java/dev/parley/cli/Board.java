package dev.parley.cli;

import dev.parley.Address;
import dev.parley.IpcException;
import dev.parley.endpoint.Endpoint;
import dev.parley.memory.SharedMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** The shared memory that an address names, for {@code peek} and {@code poke}. */
final class Board implements AutoCloseable {
    private final Address address;
    private final SharedMemory memory;

    private Board(Address address, SharedMemory memory) {
        this.address = address;
        this.memory = memory;
    }

    /** Opens memory that exists, or that {@code ?size=N} makes. */
    static Board open(Address address, boolean writable) throws IOException {
        return new Board(address, Endpoint.scheme(address).openMemory(address, writable));
    }

    /**
     * A part of the memory.
     *
     * @param length in bytes; negative for all from the offset on
     * @throws IpcException {@code ERANGE} if the memory has no such part
     */
    MemorySegment part(String verb, long offset, long length) throws IpcException {
        long size = memory.size();
        long wanted = length < 0 ? room(offset) : length;
        if (offset > size || wanted > size - offset) {
            String sentence = "what begins at offset " + offset + " does not end within its " + size + " bytes";
            throw new IpcException(verb, address.toString(), "ERANGE", 34, sentence);
        }
        return memory.segment().asSlice(offset, wanted);
    }

    /** How many bytes there are from the offset on. */
    long room(long offset) {
        return Math.max(memory.size() - offset, 0);
    }

    @Override
    public void close() {
        memory.close();
    }
}
