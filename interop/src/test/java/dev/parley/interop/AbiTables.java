package dev.parley.interop;

import dev.parley.kernel.Errno;
import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Prints what kernel believes about C, one {@code _Static_assert} a line: constants, error numbers, struct layouts. */
final class AbiTables {
    private static final String PACKAGE = Errno.class.getPackageName();

    /** Our own numbers, in capitals as constants are. */
    private static final Set<String> NOT_C = Set.of("Scratch.SIZE", "SocketAddresses.SIZE");

    /** Types that are never looked into. */
    private static final Map<String, String> OPAQUE = Map.of(
            "Spawns.FILE_ACTIONS_SIZE", "posix_spawn_file_actions_t", "Spawns.ATTRIBUTES_SIZE", "posix_spawnattr_t");

    /** What is a typedef in C and no tag. */
    private static final Set<String> TYPEDEFS = Set.of("siginfo_t");

    private AbiTables() {}

    static void main(String... args) throws Exception {
        for (Class<?> type : classes()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    printField(type, field);
                }
            }
        }
        for (Errno errno : Errno.values()) {
            printConstant(errno.name(), errno.number());
        }
    }

    private static void printField(Class<?> type, Field field) throws IllegalAccessException {
        String name = type.getSimpleName() + "." + field.getName();
        field.setAccessible(true);
        if (isConstant(field) && !NOT_C.contains(name)) {
            printConstant(field.getName(), field.getInt(null));
        } else if (OPAQUE.containsKey(name)) {
            print("sizeof(" + OPAQUE.get(name) + ")", field.getLong(null));
        } else if (field.getType() == StructLayout.class) {
            printStruct((StructLayout) field.get(null), name);
        }
    }

    private static boolean isConstant(Field field) {
        return Modifier.isPublic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && field.getType() == int.class
                && field.getName().matches("SYS_\\w+|[A-Z][A-Z0-9_]*");
    }

    private static void printStruct(StructLayout layout, String where) {
        String name = layout.name().orElseThrow(() -> new AssertionError("a struct without a name: field=" + where));
        String type = TYPEDEFS.contains(name) ? name : "struct " + name;
        print("sizeof(" + type + ")", layout.byteSize());
        printMembers(type, "", 0, layout);
    }

    private static void printConstant(String name, int value) {
        print("(int) (" + name + ")", value); // some macros are unsigned
    }

    private static void printMembers(String struct, String prefix, long base, GroupLayout layout) {
        long offset = base;
        for (MemoryLayout member : layout.memberLayouts()) {
            String path = prefix + member.name().orElse("");
            if (!(member instanceof PaddingLayout)) {
                print("offsetof(" + struct + ", " + path + ")", offset);
                print("sizeof(((" + struct + " *) 0)->" + path + ")", member.byteSize());
            }
            if (member instanceof GroupLayout group) {
                printMembers(struct, path + ".", offset, group);
            }
            offset += member.byteSize();
        }
    }

    private static void print(String expression, long value) {
        System.out.println("_Static_assert(" + expression + " == " + value + ", \"" + expression + "\");");
    }

    /** Every class of kernel, wherever it was loaded from. */
    private static List<Class<?>> classes() throws IOException, URISyntaxException {
        URI home =
                Errno.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path path = Path.of(home);
        if (Files.isDirectory(path)) {
            return classes(path);
        }
        try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
            return classes(jar.getPath("/"));
        }
    }

    private static List<Class<?>> classes(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(PACKAGE.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .sorted()
                    .<Class<?>>map(name -> load(PACKAGE + "." + name.substring(0, name.length() - ".class".length())))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, AbiTables.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
