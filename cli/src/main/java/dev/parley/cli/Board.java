package dev.parley.cli;

import dev.parley.Address;
import dev.parley.IpcException;
import dev.parley.SysvKey;
import dev.parley.endpoint.UnsupportedVerbException;
import dev.parley.memory.SysvMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Set;

/** The shared memory that an address names, for {@code peek} and {@code poke}. */
final class Board implements AutoCloseable {
    private final Address address;
    private final SysvMemory memory;

    private Board(Address address, SysvMemory memory) {
        this.address = address;
        this.memory = memory;
    }

    /** Opens memory that exists. */
    static Board open(String verb, Address address, boolean readOnly) throws IOException {
        if (!address.scheme().equals("sysv-shm")) {
            throw new UnsupportedVerbException(verb, address, "only for shared memory");
        }
        address.allowOptions(Set.of());
        String key = address.rest();
        try {
            if (key.startsWith("id=")) {
                int id = Integer.parseInt(key.substring(3));
                return new Board(address, readOnly ? SysvMemory.ofIdReadOnly(id) : SysvMemory.ofId(id));
            }
            SysvKey found = key(key);
            return new Board(address, readOnly ? SysvMemory.openReadOnly(found) : SysvMemory.open(found));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a key is PATH#PROJ, 0xHEX or id=N: address=" + address, e);
        }
    }

    private static SysvKey key(String text) throws IOException {
        int hash = text.lastIndexOf('#');
        if (hash > 0) {
            return SysvKey.of(Path.of(text.substring(0, hash)), Integer.decode(text.substring(hash + 1)));
        }
        if (!text.startsWith("0x")) {
            throw new NumberFormatException(text);
        }
        return SysvKey.of(Integer.parseUnsignedInt(text.substring(2), 16));
    }

    /**
     * A part of the memory.
     *
     * @param length in bytes; negative for all from the offset on
     * @throws IpcException {@code ERANGE} if the memory has no such part
     */
    MemorySegment part(String verb, long offset, long length) throws IpcException {
        long size = memory.size();
        long wanted = length < 0 ? Math.max(size - offset, 0) : length;
        if (offset > size || wanted > size - offset) {
            String sentence = wanted + " bytes at offset " + offset + " are not within its " + size + " bytes";
            throw new IpcException(verb, address.toString(), "ERANGE", 34, sentence);
        }
        return memory.segment().asSlice(offset, wanted);
    }

    @Override
    public void close() {
        memory.close();
    }
}
