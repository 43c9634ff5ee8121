package io.sockit.packetdrill.code;

import java.util.List;
import java.util.stream.Collectors;

/// The functions that blocks may call.
final class Builtins {
    private Builtins() {}

    static Object call(String name, List<Object> arguments, StringBuilder printed)
            throws CodeException {
        return switch (name) {
            case "print" -> {
                printed.append(
                        arguments.stream()
                                .map(Values::text)
                                .collect(Collectors.joining(" ", "", "\n")));
                yield false;
            }
            case "abs" ->
                    Values.compare("<", only(arguments), 0L)
                            ? negative(arguments)
                            : only(arguments);
            case "int" -> (long) Values.real(only(arguments));
            case "float" -> Values.real(only(arguments));
            case "str" -> Values.text(only(arguments));
            case "round" -> Math.round(Values.real(only(arguments)));
            case "len" -> length(only(arguments));
            case "min", "max" -> extreme(name.equals("min") ? "<" : ">", items(arguments));
            default -> throw new CodeException("code: function '" + name + "' is not served");
        };
    }

    private static Object negative(List<Object> arguments) throws CodeException {
        return Values.binary("-", 0L, only(arguments));
    }

    private static Object length(Object value) throws CodeException {
        return switch (value) {
            case String text -> (long) text.length();
            case List<?> list -> (long) list.size();
            default -> throw new CodeException("code: len of " + Values.text(value));
        };
    }

    private static List<?> items(List<Object> arguments) {
        return arguments.size() == 1 && arguments.getFirst() instanceof List<?> list
                ? list
                : arguments;
    }

    private static Object extreme(String operator, List<?> items) throws CodeException {
        if (items.isEmpty()) {
            throw new CodeException("code: min or max of nothing");
        }
        Object best = items.getFirst();
        for (Object item : items) {
            if (Values.compare(operator, item, best)) {
                best = item;
            }
        }
        return best;
    }

    private static Object only(List<Object> arguments) throws CodeException {
        if (arguments.size() != 1) {
            throw new CodeException("code: %d arguments (expected: 1)".formatted(arguments.size()));
        }
        return arguments.getFirst();
    }
}
