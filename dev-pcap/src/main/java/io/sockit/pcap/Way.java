package io.sockit.pcap;

import io.sockit.api.ErrnoException;
import io.sockit.spi.DeviceOptions;

/// Which frames of a capture are brought up to the host.
enum Way {
    /// Those that go to the host.
    IN,
    /// Those that it sent when the capture was made.
    OUT,
    BOTH;

    static Way parse(DeviceOptions options) throws ErrnoException {
        return switch (options.text("direction", "in")) {
            case "in" -> IN;
            case "out" -> OUT;
            case "both" -> BOTH;
            default -> throw options.bad("direction", "in, out or both");
        };
    }
}
