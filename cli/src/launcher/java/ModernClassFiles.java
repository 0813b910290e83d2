import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Copies the jars of one folder into another and raises class files older than Java 6 on the way. The JDK's AOT cache
 * refuses such classes, and picocli is compiled for Java 5: left alone, its 230 classes cost a third of the start-up.
 *
 * <p>Run from source by the launcher: {@code java ModernClassFiles.java FROM TO}.
 */
final class ModernClassFiles {
    private static final int JAVA_6 = ClassFile.JAVA_6_VERSION;

    private final ClassFile classFiles;

    private ModernClassFiles(ClassLoader siblings) {
        var resolver = ClassHierarchyResolver.ofResourceParsing(siblings)
                .orElse(ClassHierarchyResolver.defaultResolver())
                .cached();
        classFiles = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(resolver));
    }

    static void main(String[] args) throws IOException {
        Path to = Files.createDirectories(Path.of(args[1]));
        try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
            for (Path jar : jars.filter(p -> p.toString().endsWith(".jar")).toList()) {
                copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var jar = new JarFile(from.toFile());
                var siblings = new URLClassLoader(new URL[] {from.toUri().toURL()});
                var out = new JarOutputStream(Files.newOutputStream(to))) {
            var modern = new ModernClassFiles(siblings);
            for (JarEntry entry : Collections.list(jar.entries())) {
                byte[] content = jar.getInputStream(entry).readAllBytes();
                var copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? modern.raise(content) : content);
                out.closeEntry();
            }
        }
    }

    private byte[] raise(byte[] content) {
        var model = classFiles.parse(content);
        if (model.majorVersion() >= JAVA_6) {
            return content;
        }
        // Stack maps are only generated for code that passes through a transform.
        return classFiles.transformClass(
                model,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen((builder, element) -> {
                            if (element instanceof ClassFileVersion) {
                                builder.withVersion(ClassFile.JAVA_21_VERSION, 0);
                            } else {
                                builder.with(element);
                            }
                        }));
    }
}
