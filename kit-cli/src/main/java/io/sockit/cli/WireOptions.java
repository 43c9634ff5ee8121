package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Clock;
import io.sockit.api.Network;
import io.sockit.cli.scenario.DeviceText;
import io.sockit.spi.Quantity;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;

/// The options of verbs that need hosts: the wire between them, the time they live in, their seed.
final class WireOptions {
    private static final String DEFAULT_WIRE = "link:wire?delay=1ms";

    @ArgGroup private Cable cable = new Cable();

    @ArgGroup private RunOptions.Time time = new RunOptions.Time();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What chance is drawn from; the same seed loses the same packets.")
    private long seed;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "Writes what host a sends and receives to this file.")
    private @Nullable Path capture;

    /// A wire to the other host, or a device without one.
    static final class Cable {
        @Option(
                names = "--wire",
                paramLabel = "STRING",
                description = {
                    "The wire between hosts a (10.0.0.1, fd00::1) and b (10.0.0.2, fd00::2), such"
                            + " as 'link:wan?delay=20ms&loss=1%%'.",
                    "Default: " + DEFAULT_WIRE
                })
        private @Nullable String wire;

        @Option(
                names = "--device",
                paramLabel = "STRING",
                description = "A device of host a alone, without a host b.")
        private @Nullable String device;
    }

    @Option(names = "-6", description = "Over IPv6.")
    private boolean six;

    /// Reads a time as `ping` does: `0.2` is in seconds, `200ms` has a unit.
    static final class Seconds implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            Long nanos = Quantity.SECONDS.parse(text);
            if (nanos == null) {
                throw new TypeConversionException(
                        "'%s' (expected: %s)".formatted(text, Quantity.SECONDS.expected()));
            }
            return nanos;
        }
    }

    /// The family of a destination.
    AddressFamily family(@Nullable String destination) {
        boolean isV6 = six || (destination != null && destination.contains(":"));
        return isV6 ? Families.AF_INET6 : Families.AF_INET;
    }

    /// @throws ParameterException for a value out of range
    static void check(CommandSpec verb, String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    verb.commandLine(),
                    "%s: %d (expected: %d to %d)".formatted(option, value, min, max));
        }
    }

    Network network() {
        return Network.create(time.virtual ? Clock.virtual() : Clock.system(), seed);
    }

    /// The device string of host b.
    String device() {
        if (cable.device != null) {
            return cable.device;
        }
        return cable.wire != null ? cable.wire : DEFAULT_WIRE;
    }

    /// The address that a verb sends to: the given one, or else that of host b, if there is one.
    String destination(@Nullable String told, AddressFamily family, CommandLine verb) {
        if (told == null && !hasPeer()) {
            throw new ParameterException(
                    verb, "DEST: missing (expected: an address, since --device has no host b)");
        }
        String peer = family.equals(Families.AF_INET6) ? "fd00::2" : "10.0.0.2";
        return told == null ? peer : told;
    }

    /// The device string of host a, which carries all that host b sends and receives.
    String watchedDevice() {
        return capture == null
                ? device()
                : DeviceText.with(device(), "capture", capture.toAbsolutePath().toString());
    }

    boolean hasPeer() {
        return cable.device == null;
    }
}
