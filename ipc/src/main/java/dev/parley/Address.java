package dev.parley;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The name of an endpoint: {@code scheme:rest[?option[=value][&option...]]}, such as {@code fifo:/run/feed?mode=0660}.
 *
 * <p>{@code %XX} stands for a byte of UTF-8 in the rest and in values, where {@code ?}, {@code &} or {@code %} themselves are
 * meant. {@code -} alone is standard input or output.
 *
 * @param scheme which mechanism
 * @param rest which object of it, unescaped
 * @param options by name, unescaped; an option without a value has the empty one
 */
public record Address(String scheme, String rest, Map<String, String> options) {
    /** The scheme of {@code -}. */
    public static final String STANDARD = "-";

    public Address {
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(rest);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Address parse(String text) {
        if (text.equals(STANDARD)) {
            return new Address(STANDARD, "", Map.of());
        }
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("an address is SCHEME:REST: address=" + text);
        }
        String scheme = text.substring(0, colon);
        int question = text.indexOf('?', colon);
        int end = question < 0 ? text.length() : question;
        var options = new LinkedHashMap<String, String>();
        if (question >= 0) {
            for (String option : text.substring(question + 1).split("&", -1)) {
                addOption(options, option, text);
            }
        }
        return new Address(scheme, unescape(text.substring(colon + 1, end), text), options);
    }

    private static void addOption(Map<String, String> options, String option, String text) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : unescape(option.substring(equals + 1), text);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an option has a name: address=" + text);
        }
        if (options.put(name, value) != null) {
            throw new IllegalArgumentException("an option is given once: option=" + name + ", address=" + text);
        }
    }

    private static String unescape(String text, String address) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%' is followed by two hexadecimal digits: address=" + address, e);
        }
    }

    /** Whether the option is there, with or without a value. */
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option, if it is there. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /**
     * Refuses options that nobody would look at.
     *
     * @throws IllegalArgumentException if there is one outside the set
     */
    public void allowOptions(Set<String> known) {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "no such option for " + scheme + ": option=" + name + ", known=" + new TreeSet<>(known));
            }
        }
    }

    /** This address without its options, escaped: as messages and logs name the object. */
    @Override
    public String toString() {
        return scheme.equals(STANDARD) ? STANDARD : scheme + ":" + escape(rest);
    }

    /** Escapes what would otherwise end the rest or a value, and what a line of text cannot show. */
    public static String escape(String text) {
        var escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            boolean plain = c > ' ' && c != '%' && c != '?' && c != '&' && c != 0x7f;
            escaped.append(plain && c < 0x80 ? String.valueOf((char) c) : String.format("%%%02X", c));
        }
        return escaped.toString();
    }
}
