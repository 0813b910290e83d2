package dev.parley.cli.tour;

import dev.parley.pipe.Pipe;
import java.io.IOException;
import java.util.Map;

/** Two anonymous pipes; the other process is handed one end. */
final class PipeConversation implements Conversation {
    private static final int STANDARD_INPUT = 0;
    private static final int A_NUMBER_OF_ITS_OWN = 3;

    @Override
    public String name() {
        return "Anonymous pipe";
    }

    @Override
    public void hold(Partner partner, Place place, Minutes minutes) throws IOException {
        try (var pipe = Pipe.open();
                var reader = partner.start("pipe_reader", Map.of(STANDARD_INPUT, pipe.source()))) {
            pipe.sink().write("Hello, child!");
            pipe.sink().close();
            reader.line("ready");
            minutes.toldThem(reader, "Hello, child!", reader.line(), "");
            reader.finish();
        }
        try (var pipe = Pipe.open();
                var writer = partner.start(
                        "pipe_writer",
                        Map.of(A_NUMBER_OF_ITS_OWN, pipe.sink()),
                        A_NUMBER_OF_ITS_OWN,
                        "Hello, parent!")) {
            minutes.toldUs(writer, "Hello, parent!", pipe.source().readText(), "");
            writer.finish();
        }
    }
}
