package io.sockit.pcap;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.pcap.filter.Filter;
import io.sockit.pcap.filter.FilterException;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceOptions;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A device string of this driver, read. Immutable.
///
/// @param in the capture: a file or a pipe
/// @param out where what the host sends is written, or null
/// @param loop how often the capture is replayed; 0 for as long as the device lives
/// @param filter what is brought up at all, or null for everything
record Settings(
        Path in,
        @Nullable Path out,
        Speed speed,
        long loop,
        @Nullable Filter filter,
        AddressMap map,
        Way way) {
    static final Set<String> OPTIONS =
            Collections.unmodifiableSet(
                    new LinkedHashSet<>(
                            List.of("out", "speed", "loop", "filter", "map", "direction")));

    /// A name of it that is opened like any other.
    private static final String STANDARD_INPUT = "/dev/stdin";

    private static final long MOST_LOOPS = 1_000_000_000;

    static Settings parse(DeviceAddress address) throws ErrnoException {
        String file = address.argument();
        if (file.isEmpty()) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "device",
                    "'%s': file: '' (expected: pcap:FILE, or pcap:- for standard input)"
                            .formatted(address));
        }
        DeviceOptions options = address.values();
        return new Settings(
                path(file.equals("-") ? STANDARD_INPUT : file, address, "file"),
                options.text("out", "").isEmpty()
                        ? null
                        : path(options.text("out", ""), address, "out"),
                Speed.parse(options),
                options.number("loop", 1, 0, MOST_LOOPS),
                filter(options, address),
                AddressMap.parse(options),
                Way.parse(options));
    }

    /// Whether it brings packets for ever, all of them at once.
    boolean neverEnds() {
        return loop == 0 && speed.isMax();
    }

    private static Path path(String text, DeviceAddress address, String what)
            throws ErrnoException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "device",
                    "'%s': %s: %s (expected: a file name)"
                            .formatted(address, what, e.getMessage()));
        }
    }

    private static @Nullable Filter filter(DeviceOptions options, DeviceAddress address)
            throws ErrnoException {
        String text = options.text("filter", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Filter.compile(text);
        } catch (FilterException e) {
            throw new ErrnoException(
                    Errno.EINVAL, "device", "'%s': filter: %s".formatted(address, e.getMessage()));
        }
    }
}
