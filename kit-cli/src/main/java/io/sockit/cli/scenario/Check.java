package io.sockit.cli.scenario;

/// A condition for the end of a run: `resolver.udp.sent >= 200`.
///
/// @param text its text and place in the scenario
public record Check(Operand left, Operator operator, Operand right, Value text) {
    /// One side of a check.
    public sealed interface Operand {}

    /// A number.
    public record Number(long value) implements Operand {}

    /// A counter of a host, by its full or short name, or a counter of a program or an interface.
    ///
    /// @param path the part after the host's name, such as `udp.sent`
    public record Counter(String host, String path) implements Operand {}

    /// The operators that compare the sides.
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
