package io.sockit.packetdrill.wire;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;

import java.util.Set;

/// Opens `packetdrill:?tso=on`, a device of IP packets whose other end is the script.
public final class WireDriver implements DeviceDriver {
    private final Wire wire;
    private final Counter full;

    @Inject
    WireDriver(Wire wire, CounterRegistry counters) {
        this.wire = wire;
        this.full = counters.counter("Packetdrill.QueueFull");
    }

    @Override
    public Set<String> options() {
        return Set.of("tso");
    }

    @Override
    public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
        if (!address.argument().isEmpty()) {
            throw new ErrnoException(
                    Errno.EINVAL, "device", "'" + address + "': argument (expected: none)");
        }
        boolean large =
                switch (address.values().text("tso", "on")) {
                    case "on" -> true;
                    case "off" -> false;
                    default -> throw address.values().bad("tso", "on or off");
                };
        wire.opened(port);
        return new WireDevice(wire, port, full, large);
    }
}
