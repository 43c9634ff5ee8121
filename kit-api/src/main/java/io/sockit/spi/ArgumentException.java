package io.sockit.spi;

/// The value of a program's argument is missing or does not fit.
public final class ArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String argument;

    /// @param argument its name
    /// @param detail the value, and what was expected
    public ArgumentException(String argument, String detail) {
        super(argument + ": " + detail);
        this.argument = argument;
    }

    /// The name of the argument at fault.
    public String argument() {
        return argument;
    }
}
