package dev.parley.pipe;

import dev.parley.Descriptor;
import dev.parley.contract.Ends;
import dev.parley.kernel.Pipes;
import java.io.IOException;

/** A pipe as a process finds it that was started with its ends: by their numbers. */
final class InheritedEnds {
    private InheritedEnds() {}

    static Ends open() throws IOException {
        long ends = Pipes.pipe2(0);
        return new Ends(
                PipeSource.of(Descriptor.inherited((int) ends)), PipeSink.of(Descriptor.inherited((int) (ends >> 32))));
    }
}
