package io.sockit.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/// An argument or a result of a system call.
public sealed interface Expr {
    /// `...`: whatever fits.
    record Any() implements Expr {
        @Override
        public String toString() {
            return "...";
        }
    }

    /// A number.
    record Num(long value) implements Expr {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /// A constant by name.
    record Name(String name) implements Expr {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A string; its characters are bytes.
    record Text(String text) implements Expr {
        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    /// `a|b`.
    record Or(Expr left, Expr right) implements Expr {
        @Override
        public String toString() {
            return left + "|" + right;
        }
    }

    /// `name(argument)`, such as `htons(80)`.
    record Apply(String function, List<Expr> arguments) implements Expr {
        public Apply {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return function + "(" + join(arguments) + ")";
        }
    }

    /// `[a, b]`.
    record Array(List<Expr> items) implements Expr {
        public Array {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "[" + join(items) + "]";
        }
    }

    /// `{name=value, name(count)=value, value}`.
    record Struct(List<Field> fields) implements Expr {
        public Struct {
            fields = List.copyOf(fields);
        }

        /// The value of the field of this name, or null without one.
        public @Nullable Expr field(String name) {
            for (Field field : fields) {
                if (name.equals(field.name)) {
                    return field.value;
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return "{" + join(fields) + "}";
        }
    }

    /// One field of a [Struct].
    ///
    /// @param name null where the place says which it is
    /// @param count what is in parentheses behind the name; null without
    record Field(@Nullable String name, @Nullable Expr count, Expr value) {
        @Override
        public String toString() {
            return (name == null ? "" : name)
                    + (count == null ? "" : "(" + count + ")")
                    + (name == null ? "" : "=")
                    + value;
        }
    }

    private static String join(List<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
