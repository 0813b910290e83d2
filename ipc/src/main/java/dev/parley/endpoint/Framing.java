package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.ByteSource;
import dev.parley.IpcException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** How messages lie in a stream of bytes. */
enum Framing {
    /** They do not: bytes are bytes. */
    NONE,
    /** Each ends with a newline, which is not part of it. A last one may lack it. */
    LINE,
    /** Each has its length before it: four bytes, big-endian. */
    LENGTH;

    /** The longest message a peer may announce or a line may become, in bytes. */
    static final int LONGEST = 64 * 1024 * 1024;

    private static final int HEADER = Integer.BYTES;

    static Framing of(Address address) {
        String text = address.option(Options.FRAME).orElse("");
        return switch (text) {
            case "" -> NONE;
            case "line" -> LINE;
            case "length" -> LENGTH;
            default -> throw new IllegalArgumentException("a frame is line or length: frame=" + text);
        };
    }

    /** What to put on the stream for one message. */
    ByteBuffer[] frame(ByteBuffer message) {
        return switch (this) {
            case NONE -> new ByteBuffer[] {message};
            case LINE -> {
                for (int i = message.position(); i < message.limit(); i++) {
                    if (message.get(i) == '\n') {
                        throw new IllegalArgumentException("a line holds no newline: use frame=length");
                    }
                }
                yield new ByteBuffer[] {message, ByteBuffer.wrap(new byte[] {'\n'})};
            }
            case LENGTH -> {
                var header = ByteBuffer.allocate(HEADER).putInt(0, message.remaining());
                yield new ByteBuffer[] {header, message};
            }
        };
    }

    /** Cuts a stream into messages. Not thread-safe. */
    final class Reader {
        private final ByteSource source;
        private final Optional<Duration> timeout;
        private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).limit(0);

        Reader(ByteSource source, Optional<Duration> timeout) {
            this.source = source;
            this.timeout = timeout;
        }

        /** The next message, or empty at the end of the stream. */
        Optional<byte[]> next() throws IOException {
            return switch (Framing.this) {
                case NONE -> piece();
                case LINE -> line();
                case LENGTH -> sized();
            };
        }

        private Optional<byte[]> piece() throws IOException {
            return fill() ? Optional.of(take(buffer.remaining())) : Optional.empty();
        }

        private Optional<byte[]> line() throws IOException {
            var line = new ByteArrayOutputStream();
            while (fill()) {
                while (buffer.hasRemaining()) {
                    byte b = buffer.get();
                    if (b == '\n') {
                        return Optional.of(line.toByteArray());
                    }
                    line.write(b);
                }
                requireLength(line.size());
            }
            return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
        }

        private Optional<byte[]> sized() throws IOException {
            byte[] header = exactly(HEADER);
            if (header.length == 0) {
                return Optional.empty();
            }
            requireWhole(header, HEADER);
            int length = ByteBuffer.wrap(header).getInt();
            requireLength(Integer.toUnsignedLong(length));
            byte[] message = exactly(length);
            requireWhole(message, length);
            return Optional.of(message);
        }

        /** Grows with what arrives, never with what is announced. */
        private byte[] exactly(int size) throws IOException {
            var bytes = new ByteArrayOutputStream();
            while (bytes.size() < size && fill()) {
                bytes.writeBytes(take(Math.min(size - bytes.size(), buffer.remaining())));
            }
            return bytes.toByteArray();
        }

        private void requireWhole(byte[] bytes, int size) throws IOException {
            if (bytes.length < size) {
                throw new IpcException("read", source.toString(), "EBADMSG", 74, "the stream ended inside a message");
            }
        }

        private void requireLength(long length) throws IOException {
            if (length > LONGEST) {
                String sentence = "a message of " + length + " bytes is over the " + LONGEST + " a stream may carry";
                throw new IpcException("read", source.toString(), "EMSGSIZE", 90, sentence);
            }
        }

        private byte[] take(int size) {
            byte[] bytes = new byte[size];
            buffer.get(bytes);
            return bytes;
        }

        /** Sees to it that there is something in the buffer; false at the end of the stream. */
        private boolean fill() throws IOException {
            if (buffer.hasRemaining()) {
                return true;
            }
            buffer.clear();
            try {
                return (timeout.isPresent() ? source.read(buffer, timeout.get()) : source.read(buffer)) >= 0;
            } finally {
                buffer.flip();
            }
        }
    }
}
