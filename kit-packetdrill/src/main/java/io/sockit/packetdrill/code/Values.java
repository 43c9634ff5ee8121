package io.sockit.packetdrill.code;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Python's arithmetic, comparisons and texts. Whole numbers have 64 bits.
final class Values {
    private Values() {}

    static Object number(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return new BigInteger(text.substring(2), 16).longValue();
        }
        return text.contains(".") ? (Object) Double.parseDouble(text) : Long.parseLong(text);
    }

    /// A string without its quotes and escapes.
    static String unquoted(String text) {
        return text.substring(1, text.length() - 1)
                .replace("\\n", "\n")
                .replaceAll("\\\\(.)", "$1");
    }

    static boolean truth(Object value) {
        return switch (value) {
            case Boolean on -> on;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }

    static String text(Object value) {
        return switch (value) {
            case Boolean on -> on ? "True" : "False";
            case List<?> list ->
                    list.stream().map(Values::text).collect(Collectors.joining(", ", "(", ")"));
            default -> value.toString();
        };
    }

    static double real(Object value) throws CodeException {
        return switch (value) {
            case Boolean on -> on ? 1 : 0;
            case Long number -> number;
            case Double number -> number;
            default -> throw new CodeException("code: '" + text(value) + "' is not a number");
        };
    }

    private static long whole(Object value) throws CodeException {
        return switch (value) {
            case Boolean on -> on ? 1 : 0;
            case Long number -> number;
            default -> throw new CodeException("code: '" + text(value) + "' is not a whole number");
        };
    }

    static boolean compare(String operator, Object left, Object right) throws CodeException {
        if (operator.equals("in")) {
            return right instanceof List<?> list
                    ? list.stream().anyMatch(each -> same(left, each))
                    : text(right).contains(text(left));
        }
        if (operator.equals("==") || operator.equals("!=")) {
            return same(left, right) == operator.equals("==");
        }
        int order =
                left instanceof String a && right instanceof String b
                        ? a.compareTo(b)
                        : order(left, right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean same(Object left, Object right) {
        try {
            return order(left, right) == 0;
        } catch (CodeException e) {
            return Objects.equals(left, right); // of different kinds, or both texts
        }
    }

    private static int order(Object left, Object right) throws CodeException {
        return left instanceof Double || right instanceof Double
                ? Double.compare(real(left), real(right))
                : Long.compare(whole(left), whole(right));
    }

    static Object binary(String operator, Object left, Object right) throws CodeException {
        if (left instanceof String format) {
            return switch (operator) {
                case "%" -> formatted(format, right);
                case "+" -> format + text(right);
                default -> throw new CodeException("code: a string " + operator);
            };
        }
        boolean real = left instanceof Double || right instanceof Double || operator.equals("/");
        return real
                ? (Object) real(operator, real(left), real(right))
                : whole(operator, whole(left), whole(right));
    }

    private static double real(String operator, double left, double right) throws CodeException {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / nonZero(right);
            case "//" -> Math.floor(left / nonZero(right));
            case "%" -> left - right * Math.floor(left / nonZero(right));
            case "**" -> Math.pow(left, right);
            default -> throw new CodeException("code: '" + operator + "' of real numbers");
        };
    }

    private static long whole(String operator, long left, long right) throws CodeException {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "//" -> Math.floorDiv(left, (long) nonZero((double) right));
            case "%" -> Math.floorMod(left, (long) nonZero((double) right));
            case "**" -> BigInteger.valueOf(left).pow((int) right).longValue();
            case "|" -> left | right;
            case "&" -> left & right;
            case "^" -> left ^ right;
            case "<<" -> left << right;
            case ">>" -> left >> right;
            default -> throw new CodeException("code: operator '" + operator + "'");
        };
    }

    private static double nonZero(double divisor) throws CodeException {
        if (divisor == 0) {
            throw new CodeException("code: division by zero");
        }
        return divisor;
    }

    /// `'cwnd=%d' % value`, with `%d`, `%s`, `%x`, `%u`, `%f`, `%r` and widths.
    private static String formatted(String format, Object arguments) throws CodeException {
        List<?> values = arguments instanceof List<?> list ? list : List.of(arguments);
        StringBuilder out = new StringBuilder();
        int used = 0;
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%' || at == format.length()) {
                out.append(c);
                continue;
            }
            int from = at;
            while (at < format.length() - 1 && "-+ 0123456789.#l".indexOf(format.charAt(at)) >= 0) {
                at++;
            }
            char kind = format.charAt(at++);
            if (kind == '%') {
                out.append('%');
                continue;
            }
            if (used == values.size()) {
                throw new CodeException("code: too few values for '" + format + "'");
            }
            String width = format.substring(from, at - 1).replace("l", "");
            out.append(one(width, kind, values.get(used++)));
        }
        return out.toString();
    }

    private static String one(String width, char kind, Object value) throws CodeException {
        return switch (kind) {
            case 'd', 'i', 'u' -> ("%" + width + "d").formatted((long) real(value));
            case 'x', 'X' -> ("%" + width + kind).formatted(whole(value));
            case 'f', 'g', 'e' -> ("%" + width + kind).formatted(real(value));
            case 's', 'r' -> ("%" + width + "s").formatted(text(value));
            default -> throw new CodeException("code: format '%" + kind + "' is not served");
        };
    }
}
