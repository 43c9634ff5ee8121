package io.sockit.socket.device;

import io.sockit.socket.control.CounterTable;
import io.sockit.spi.Counter;

/// What passes one interface (`Interface.eth0.InPackets`), and with it the host's sums
/// (`Device.InPackets`). Written on the strand.
final class InterfaceCounts {
    private final Counter inPackets;
    private final Counter inBytes;
    private final Counter outPackets;
    private final Counter outBytes;
    private final Counter drops;
    private final Counter allInPackets;
    private final Counter allInBytes;
    private final Counter allOutPackets;
    private final Counter allOutBytes;
    private final Counter allDrops;

    InterfaceCounts(CounterTable counters, String name) {
        String own = "Interface." + name;
        inPackets = counters.counter(own + ".InPackets");
        inBytes = counters.counter(own + ".InBytes");
        outPackets = counters.counter(own + ".OutPackets");
        outBytes = counters.counter(own + ".OutBytes");
        drops = counters.counter(own + ".Drops");
        allInPackets = counters.counter("Device.InPackets");
        allInBytes = counters.counter("Device.InBytes");
        allOutPackets = counters.counter("Device.OutPackets");
        allOutBytes = counters.counter("Device.OutBytes");
        allDrops = counters.counter("Device.Drops");
    }

    void in(int bytes) {
        inPackets.increment();
        inBytes.add(bytes);
        allInPackets.increment();
        allInBytes.add(bytes);
    }

    void out(int bytes) {
        outPackets.increment();
        outBytes.add(bytes);
        allOutPackets.increment();
        allOutBytes.add(bytes);
    }

    void dropped(long packets) {
        drops.add(packets);
        allDrops.add(packets);
    }
}
