package dev.parley.checks;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a module promises, as text: the public and protected API of the packages it exports to everybody. */
final class ApiText {
    private static final Pattern PACKAGE_PREFIX = Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.)+(?=[A-Z])");
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private final StringBuilder text = new StringBuilder();
    private final Set<String> exported = new TreeSet<>();

    private ApiText() {}

    static String of(ModuleReference module) throws IOException, ClassNotFoundException {
        var api = new ApiText();
        module.descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .forEach(api.exported::add);
        api.text.append("module ").append(module.descriptor().name()).append('\n');
        for (String name : api.exported) {
            api.text.append("\npackage ").append(name).append('\n');
            for (Class<?> type : classes(module, name)) {
                if (isApi(type.getModifiers())) {
                    api.type(type, "");
                }
            }
        }
        return api.text.toString();
    }

    private static List<Class<?>> classes(ModuleReference module, String packageName)
            throws IOException, ClassNotFoundException {
        var classes = new ArrayList<Class<?>>();
        String folder = packageName.replace('.', '/') + "/";
        try (ModuleReader reader = module.open()) {
            for (String file : reader.list().sorted().toList()) {
                String name = file.startsWith(folder) ? file.substring(folder.length()) : "";
                if (name.matches("\\w+\\.class") && !name.equals("package-info.class")) {
                    String simple = name.substring(0, name.length() - ".class".length());
                    classes.add(Class.forName(packageName + "." + simple, false, ApiText.class.getClassLoader()));
                }
            }
        }
        return classes;
    }

    private void type(Class<?> type, String indent) {
        text.append(type.isMemberClass() ? "" : "\n")
                .append(indent)
                .append(declaration(type))
                .append('\n');
        String inner = indent + "    ";
        var members = new ArrayList<String>();
        Stream.of(type.getDeclaredFields())
                .filter(ApiText::isApi)
                .map(this::field)
                .forEach(members::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> isApi(constructor) && !type.isEnum() && !isCanonical(constructor))
                .map(constructor -> executable(constructor, type.getSimpleName()))
                .forEach(members::add);
        methods(type)
                .filter(method -> !isImplied(method, type))
                .sorted(comparing(Method::getName).thenComparing(this::method))
                .map(this::method)
                .distinct()
                .forEach(members::add);
        members.forEach(member -> text.append(inner).append(member).append('\n'));
        Stream.of(type.getDeclaredClasses())
                .filter(nested -> isApi(nested.getModifiers()))
                .sorted(comparing(Class::getName))
                .forEach(nested -> type(nested, inner));
    }

    /** Its own methods, and those it has from supertypes that a user cannot see. */
    private Stream<Method> methods(Class<?> type) {
        Stream<Method> own = Stream.of(type.getDeclaredMethods()).filter(ApiText::isApi);
        Stream<Class<?>> supertypes =
                Stream.concat(Stream.<Class<?>>ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
        Stream<Method> hidden = supertypes
                .filter(parent -> parent.getName().startsWith("dev.parley") && !isVisible(parent))
                .flatMap(this::methods);
        return Stream.concat(own, hidden);
    }

    private boolean isVisible(Class<?> type) {
        return isApi(type.getModifiers())
                && exported.contains(type.getPackageName())
                && (!type.isMemberClass() || isVisible(type.getDeclaringClass()));
    }

    private String declaration(Class<?> type) {
        int modifiers =
                type.getModifiers() & ~(Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL | Modifier.INTERFACE);
        var words = new StringBuilder(deprecation(type)).append(Modifier.toString(modifiers));
        if (type.isMemberClass() && !type.isRecord() && !type.isInterface() && Modifier.isStatic(type.getModifiers())) {
            words.append(" static");
        }
        if (!type.isInterface() && Modifier.isAbstract(type.getModifiers())) {
            words.append(" abstract");
        }
        if (type.isSealed()) {
            words.append(" sealed");
        } else if (Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isEnum()) {
            words.append(" final");
        }
        words.append(' ')
                .append(kind(type))
                .append(' ')
                .append(type.getSimpleName())
                .append(typeParameters(type));
        if (type.isRecord()) {
            words.append(Stream.of(type.getRecordComponents())
                    .map(ApiText::component)
                    .collect(joining(", ", "(", ")")));
        }
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isRecord() && !type.isEnum()) {
            words.append(" extends ").append(name(parent));
        }
        words.append(list(type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces()));
        return words.append(type.isSealed() ? list(" permits ", type.getPermittedSubclasses()) : "")
                .toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        return type.isInterface() ? "interface" : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static String component(RecordComponent component) {
        return name(component.getGenericType()) + " " + component.getName();
    }

    private String field(Field field) {
        return field.isEnumConstant()
                ? field.getName()
                : words(field, field.getModifiers()) + name(field.getGenericType()) + " " + field.getName();
    }

    private String method(Method method) {
        return executable(method, name(method.getGenericReturnType()) + " " + method.getName());
    }

    private static String executable(Executable executable, String resultAndName) {
        int modifiers = executable.getModifiers() & (Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED);
        if (executable.getDeclaringClass().isInterface()) {
            modifiers &= ~Modifier.ABSTRACT;
        }
        String parameters =
                Stream.of(executable.getParameters()).map(ApiText::parameter).collect(joining(", "));
        return words(executable, modifiers)
                + (executable instanceof Method method && method.isDefault() ? "default " : "")
                + (typeParameters(executable) + " ").stripLeading()
                + resultAndName
                + "(" + parameters + ")"
                + list(" throws ", executable.getGenericExceptionTypes());
    }

    private static String parameter(Parameter parameter) {
        String type = name(parameter.getParameterizedType());
        return (parameter.isVarArgs() ? type.replaceFirst("\\[]$", "...") : type) + " " + parameter.getName();
    }

    private static String words(AnnotatedElement element, int modifiers) {
        return (deprecation(element) + Modifier.toString(modifiers & ~(Modifier.TRANSIENT | Modifier.VOLATILE)) + " ")
                .stripLeading();
    }

    private static String deprecation(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static String typeParameters(GenericDeclaration declaration) {
        return Stream.of(declaration.getTypeParameters())
                .map(ApiText::typeParameter)
                .collect(joining(", ", "<", ">"))
                .replace("<>", "");
    }

    private static String typeParameter(TypeVariable<?> variable) {
        String bounds = Stream.of(variable.getBounds())
                .filter(bound -> bound != Object.class)
                .map(ApiText::name)
                .collect(joining(" & "));
        return bounds.isEmpty() ? variable.getName() : variable.getName() + " extends " + bounds;
    }

    private static String list(String before, Type... types) {
        return types.length == 0 ? "" : Stream.of(types).map(ApiText::name).collect(joining(", ", before, ""));
    }

    private static String name(Type type) {
        return PACKAGE_PREFIX.matcher(type.getTypeName()).replaceAll("").replace('$', '.');
    }

    private static boolean isApi(Member member) {
        return isApi(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean isApi(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** What a reader knows without being told: accessors of a record, the pair every enum has, methods of every object. */
    private static boolean isImplied(Method method, Class<?> type) {
        boolean plain = method.getParameterCount() == 0;
        return OF_EVERY_OBJECT.contains(method.getName())
                || type.isEnum() && Set.of("values", "valueOf").contains(method.getName())
                || plain
                        && type.isRecord()
                        && Stream.of(type.getRecordComponents())
                                .anyMatch(component -> component.getName().equals(method.getName()));
    }

    private static boolean isCanonical(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        return type.isRecord()
                && List.of(constructor.getParameterTypes())
                        .equals(Stream.of(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toList());
    }
}
