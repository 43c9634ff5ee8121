package io.sockit.cli.scenario;

/// What is to be true at the end: `resolver.udp.sent >= 200`.
///
/// @param text as the scenario has it, and where
public record Check(Operand left, Operator operator, Operand right, Value text) {
    /// One side of a check.
    public sealed interface Operand {}

    /// A number.
    public record Number(long value) implements Operand {}

    /// A counter of a host: by its full name, a short name, or a program's or interface's.
    ///
    /// @param path what follows the host's name, such as `udp.sent`
    public record Counter(String host, String path) implements Operand {}

    /// How the sides are compared.
    public enum Operator {
        EQ("=="),
        NE("!="),
        LE("<="),
        GE(">="),
        LT("<"),
        GT(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public boolean holds(long left, long right) {
            return switch (this) {
                case EQ -> left == right;
                case NE -> left != right;
                case LE -> left <= right;
                case GE -> left >= right;
                case LT -> left < right;
                case GT -> left > right;
            };
        }

        @Override
        public String toString() {
            return sign;
        }
    }
}
