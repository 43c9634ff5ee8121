package io.sockit.packetdrill.shell;

/// Whole numbers with `+`, `-` and `*`, as in `$((256*1024))`.
final class Arithmetic {
    private Arithmetic() {}

    static long value(String text) throws ShellException {
        long sum = 0;
        for (String term : text.replace("-", "+-").split("\\+", -1)) {
            long product = 1;
            for (String factor : term.split("\\*", -1)) {
                product *= number(factor.strip(), text);
            }
            sum += term.isBlank() ? 0 : product;
        }
        return sum;
    }

    private static long number(String digits, String text) throws ShellException {
        try {
            return digits.isEmpty() ? 0 : Long.decode(digits);
        } catch (NumberFormatException e) {
            throw new ShellException("arithmetic is not served: " + text);
        }
    }
}
