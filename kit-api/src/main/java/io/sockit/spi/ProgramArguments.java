package io.sockit.spi;

import io.sockit.api.Host;
import io.sockit.api.Sockaddr;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the arguments of a program with their units. Every getter throws [ArgumentException], with
/// what was expected, for a value that does not fit; those without an `otherwise` also where the
/// argument is missing. Immutable.
public final class ProgramArguments {
    private final Map<String, String> values;
    private final Path folder;
    private final Host host;

    /// @param values by name
    /// @param folder what relative paths begin at: that of the scenario's file
    /// @param host whose families parse addresses
    public ProgramArguments(Map<String, String> values, Path folder, Host host) {
        this.values = Map.copyOf(values);
        this.folder = folder;
        this.host = host;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new ArgumentException(name, "missing");
        }
        return value;
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /// `true` or `false`.
    public boolean flag(String name, boolean otherwise) {
        return switch (text(name, Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(name, "true or false");
        };
    }

    /// A whole number from `min` to `max`.
    public long number(String name, long otherwise, long min, long max) {
        long value = quantity(name, otherwise, Quantity.NUMBER);
        if (has(name) && (value < min || value > max)) {
            throw bad(name, min + " to " + max);
        }
        return value;
    }

    /// A time in nanoseconds: `20ms`, with `ns`, `us`, `ms`, `s`, `m`, `h`.
    public long nanos(String name, long otherwise) {
        return quantity(name, otherwise, Quantity.NANOS);
    }

    /// A rate in bits a second: `10mbit`, with `bit`, `kbit`, `mbit`, `gbit` (powers of ten).
    public long bitsPerSecond(String name, long otherwise) {
        return quantity(name, otherwise, Quantity.BITS);
    }

    /// A size in bytes: `64KiB`, without a unit or with `B`, `KiB`, `MiB`, `GiB`.
    public long bytes(String name, long otherwise) {
        return quantity(name, otherwise, Quantity.BYTES);
    }

    /// A file, from the folder of the scenario on; it may not be there.
    public Path path(String name) {
        try {
            return folder.resolve(text(name));
        } catch (InvalidPathException e) {
            throw bad(name, "a file name");
        }
    }

    /// One file or more, between commas, as [#path].
    public List<Path> paths(String name) {
        List<Path> paths = new ArrayList<>();
        for (String part : text(name).split(",", -1)) {
            paths.add(new ProgramArguments(Map.of(name, part.strip()), folder, host).path(name));
        }
        return paths;
    }

    /// A socket address such as `10.0.0.2:53` or `[::]:53`, in the notation of any family.
    public Sockaddr address(String name) {
        String text = text(name);
        List<String> reasons = new ArrayList<>();
        for (Contribution<ProtocolFamily> family :
                host.extensions().of(ProtocolFamily.POINT).all()) {
            try {
                return family.value().parse(text);
            } catch (IllegalArgumentException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        throw new ArgumentException(
                name,
                reasons.isEmpty() ? "no family has addresses" : String.join("; or ", reasons));
    }

    /// As [#address(String)], with the text to take where it is missing.
    public Sockaddr address(String name, String otherwise) {
        if (has(name)) {
            return address(name);
        }
        return new ProgramArguments(Map.of(name, otherwise), folder, host).address(name);
    }

    /// One address or more, between commas; a scenario's list is given so.
    public List<Sockaddr> addresses(String name, String otherwise) {
        List<Sockaddr> addresses = new ArrayList<>();
        for (String part : text(name, otherwise).split(",", -1)) {
            Map<String, String> one = Map.of(name, part.strip());
            addresses.add(new ProgramArguments(one, folder, host).address(name));
        }
        return addresses;
    }

    /// An error for a value, for what this class cannot check.
    public ArgumentException bad(String name, String expected) {
        return new ArgumentException(
                name, "'%s' (expected: %s)".formatted(values.get(name), expected));
    }

    private long quantity(String name, long otherwise, Quantity kind) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        Long value = kind.parse(text);
        if (value == null) {
            throw bad(name, kind.expected());
        }
        return value;
    }
}
