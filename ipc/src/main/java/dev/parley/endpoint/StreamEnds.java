package dev.parley.endpoint;

import dev.parley.ByteSink;
import dev.parley.ByteSource;
import dev.parley.Handle;
import dev.parley.PeerGoneException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Byte streams as endpoints, with messages cut by {@link Framing} if the address asks for it. */
final class StreamEnds {
    private StreamEnds() {}

    /** What else there is to do when everything was sent or received. */
    interface Ending {
        Ending NONE = () -> {};

        /** Waits for the other side to take leave. */
        void run() throws IOException;

        /** What to say when the other side stopped reading before everything was sent. */
        default IOException gone(PeerGoneException reason) {
            return reason;
        }

        /** Lets go of the other side without waiting. */
        default void abandon() {}
    }

    static Sending sending(ByteSink sink, StreamOptions options, Ending ending) {
        return new StreamSending(sink, options, ending);
    }

    static Receiving receiving(ByteSource source, StreamOptions options, Ending ending) {
        return receiving(source, options, Map.of(), ending);
    }

    /** With something to tell about everything that comes from there. */
    static Receiving receiving(ByteSource source, StreamOptions options, Map<String, Object> metadata, Ending ending) {
        return new StreamReceiving(source, options, metadata, ending);
    }

    private abstract static class StreamEnd {
        private final Handle handle;
        final Ending ending;
        final StreamOptions options;

        StreamEnd(Handle handle, StreamOptions options, Ending ending) {
            this.handle = handle;
            this.options = options;
            this.ending = ending;
        }

        public boolean keepsBoundaries() {
            return options.framing() != Framing.NONE;
        }

        public boolean isOpen() {
            return handle.isOpen();
        }

        public void close() {
            handle.close();
            ending.abandon();
        }

        public void finish() throws IOException {
            handle.close(); // which the other side takes for the end
            ending.run();
            ending.abandon();
        }

        @Override
        public String toString() {
            return handle.toString();
        }
    }

    private static final class StreamSending extends StreamEnd implements Sending {
        private final ByteSink sink;

        StreamSending(ByteSink sink, StreamOptions options, Ending ending) {
            super(sink, options, ending);
            this.sink = sink;
        }

        @Override
        public int maximumSize() {
            return keepsBoundaries() ? Framing.LONGEST : Integer.MAX_VALUE;
        }

        @Override
        public synchronized void send(ByteBuffer message) throws IOException {
            try {
                for (ByteBuffer part : options.framing().frame(message)) {
                    write(part);
                }
            } catch (PeerGoneException e) {
                throw ending.gone(e);
            }
        }

        private void write(ByteBuffer part) throws IOException {
            if (options.timeout().isPresent()) {
                sink.write(part, options.timeout().get());
            } else {
                sink.write(part);
            }
        }
    }

    private static final class StreamReceiving extends StreamEnd implements Receiving {
        private final Framing.Reader reader;
        private final Map<String, Object> metadata;

        StreamReceiving(ByteSource source, StreamOptions options, Map<String, Object> metadata, Ending ending) {
            super(source, options, ending);
            this.reader = options.framing().new Reader(source, options.timeout());
            this.metadata = metadata;
        }

        @Override
        public synchronized Optional<Message> receive() throws IOException {
            return reader.next().map(bytes -> new Message(bytes, metadata));
        }
    }
}
