package dev.parley.bench;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Constants by the names they have on a command line. */
final class Names {
    private Names() {}

    static <E extends Enum<E>> E find(E[] constants, String name, String what) {
        return Stream.of(constants)
                .filter(constant -> constant.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("not one of " + list(constants) + ": " + what + "=" + name));
    }

    private static String list(Object[] constants) {
        return Stream.of(constants).map(Object::toString).collect(Collectors.joining(", "));
    }
}
