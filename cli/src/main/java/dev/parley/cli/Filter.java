package dev.parley.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlScript;
import org.apache.commons.jexl3.MapContext;
import org.apache.commons.jexl3.introspection.JexlPermissions;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Whether a row is shown: {@code -Q 'messages > 0 && mode == "0600"'}, an expression over the names of its columns. */
final class Filter {
    private static final String OPTION = "-Q";

    private final JexlScript expression;

    private Filter(JexlScript expression) {
        this.expression = expression;
    }

    static OptionSpec option() {
        return Specs.value(
                OPTION, "EXPR", "Only what this is true for: names with == != < > =~ ^= $= && || !, text in quotes.");
    }

    /** The filter that was given, or one that lets everything through. */
    static Filter of(ParseResult given) {
        String text = Specs.text(given, OPTION);
        if (text == null) {
            return new Filter(null);
        }
        try {
            return new Filter(engine().createScript(text));
        } catch (JexlException e) {
            throw new IllegalArgumentException("not an expression: " + OPTION + " " + text, e);
        }
    }

    /** Comparisons and their combinations; nothing that does anything. */
    private static JexlEngine engine() {
        var features = JexlFeatures.createNone().structuredLiteral(true);
        return new JexlBuilder()
                .features(features)
                .permissions(JexlPermissions.RESTRICTED)
                .strict(true) // or a mistake would be no match
                .arithmetic(new JexlArithmetic(false)) // what is not known is null, and null counts as 0
                .silent(false)
                .create();
    }

    /**
     * Whether the row passes.
     *
     * @throws IllegalArgumentException if the expression names a column that the row does not have, or is no condition
     */
    boolean matches(Map<String, Object> row) {
        if (expression == null) {
            return true;
        }
        for (List<String> name : expression.getVariables()) {
            Columns.require(String.join(".", name), row.keySet());
        }
        try {
            return isTrue(expression.execute(new MapContext(comparable(row))));
        } catch (JexlException e) {
            throw new IllegalArgumentException("cannot be compared: " + OPTION + " " + expression.getSourceText(), e);
        }
    }

    private boolean isTrue(Object result) {
        if (result instanceof Boolean yes) {
            return yes;
        }
        throw new IllegalArgumentException("neither true nor false: " + OPTION + " " + expression.getSourceText());
    }

    private static Map<String, Object> comparable(Map<String, Object> row) {
        var values = new HashMap<String, Object>();
        row.forEach((name, value) -> values.put(name, isPlain(value) ? value : value.toString()));
        return values;
    }

    private static boolean isPlain(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean || value instanceof List;
    }
}
