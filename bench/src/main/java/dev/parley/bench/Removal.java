package dev.parley.bench;

import dev.parley.NotFoundException;
import dev.parley.RemovedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Destroys what outlives processes, unless somebody else already did. */
@FunctionalInterface
interface Removal {
    void remove() throws IOException;

    static void of(Removal removal) {
        try {
            removal.remove();
        } catch (RemovedException | NotFoundException e) {
            // The other side was first.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
