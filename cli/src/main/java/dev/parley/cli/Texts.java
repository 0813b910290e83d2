package dev.parley.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes and values as text, and back. */
final class Texts {
    private static final HexFormat HEX = HexFormat.of();

    private Texts() {}

    /** A value in a table. */
    static String shown(Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof Boolean yes ? (yes ? "yes" : "no") : value.toString();
    }

    /** How many bytes there are before the first NUL. */
    static int lengthOfCString(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return bytes.length;
    }

    /** Two lower-case digits a byte. */
    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /**
     * The bytes behind hexadecimal digits; white space between them does not count.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static byte[] unhex(String text) {
        try {
            return HEX.parseHex(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("two hexadecimal digits a byte are needed: hex=" + text, e);
        }
    }

    /** The bytes that are not white space. */
    static byte[] withoutBlanks(byte[] bytes) {
        byte[] rest = new byte[bytes.length];
        int length = 0;
        for (byte b : bytes) {
            if (b < 0 || !Character.isWhitespace(b)) {
                rest[length++] = b;
            }
        }
        return Arrays.copyOf(rest, length);
    }

    /** The text, if the bytes are UTF-8 without a NUL. */
    static Optional<String> utf8(byte[] bytes) {
        if (lengthOfCString(bytes) < bytes.length) {
            return Optional.empty();
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
