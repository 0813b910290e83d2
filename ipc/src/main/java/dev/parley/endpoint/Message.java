package dev.parley.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one receive brought: a message, or from a byte stream without framing whatever was there.
 *
 * @param bytes the content; the array is the receiver's
 * @param metadata what the mechanism tells about it besides, such as {@code type}; names as in the tool's JSON
 */
public record Message(byte[] bytes, Map<String, Object> metadata) {
    /** Keeps the order of the metadata. */
    public Message {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A message about which nothing else is known. */
    public static Message of(byte[] bytes) {
        return new Message(bytes, Map.of());
    }

    /** The content as UTF-8 text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
