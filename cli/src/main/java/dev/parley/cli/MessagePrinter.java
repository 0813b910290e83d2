package dev.parley.cli;

import dev.parley.cli.terminal.Output;
import dev.parley.endpoint.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;

/** How {@code recv} shows what it received. */
abstract sealed class MessagePrinter {
    final Output output;
    final boolean cstring;
    final boolean hex;

    private MessagePrinter(Output output, boolean cstring, boolean hex) {
        this.output = output;
        this.cstring = cstring;
        this.hex = hex;
    }

    abstract void print(Message message) throws IOException;

    /** Nothing more will come. */
    void end() throws IOException {}

    /** What of a message is meant. */
    byte[] content(Message message) {
        byte[] bytes = message.bytes();
        return cstring ? Arrays.copyOf(bytes, Texts.lengthOfCString(bytes)) : bytes;
    }

    /** Each message is a line. One that ends with a newline brings its own. */
    static final class AsLines extends MessagePrinter {
        AsLines(Output output, boolean cstring, boolean hex) {
            super(output, cstring, hex);
        }

        @Override
        void print(Message message) throws IOException {
            byte[] bytes = content(message);
            if (hex) {
                output.text(Texts.hex(bytes) + "\n");
                return;
            }
            boolean ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
            byte[] line = ended ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
            line[line.length - 1] = '\n';
            output.bytes(line, 0, line.length);
        }
    }

    /** Bytes as they are. Of a C string, what follows its end is read and not shown. */
    static final class AsStream extends MessagePrinter {
        private boolean any;
        private boolean over;

        AsStream(Output output, boolean cstring, boolean hex) {
            super(output, cstring, hex);
        }

        @Override
        void print(Message message) throws IOException {
            if (over) {
                return;
            }
            byte[] bytes = content(message);
            over = bytes.length < message.bytes().length;
            any = true;
            if (hex) {
                output.text(Texts.hex(bytes));
            } else {
                output.bytes(bytes, 0, bytes.length);
            }
        }

        @Override
        void end() throws IOException {
            if (any && (hex || cstring)) {
                output.text("\n");
            }
        }
    }

    /** Each message is a JSON object on a line. */
    static final class AsJson extends MessagePrinter {
        AsJson(Output output, boolean cstring, boolean hex) {
            super(output, cstring, hex);
        }

        @Override
        void print(Message message) throws IOException {
            byte[] bytes = content(message);
            var object = new LinkedHashMap<String, Object>();
            object.put("time", Instant.now());
            object.put("size", message.bytes().length);
            object.putAll(message.metadata());
            Optional<String> text = hex ? Optional.empty() : Texts.utf8(bytes);
            if (text.isPresent()) {
                object.put("text", text.get());
            } else if (hex) {
                object.put("hex", Texts.hex(bytes));
            } else {
                object.put("base64", Base64.getEncoder().encodeToString(bytes));
            }
            output.text(Json.object(object, false) + "\n");
        }
    }
}
