package io.sockit.socket.device;

import io.sockit.socket.control.CounterTable;
import io.sockit.spi.Counter;

import java.util.List;

/// What passes one interface (`Interface.eth0.InPackets`), and with it the host's sums
/// (`Device.InPackets`). Written on the strand.
final class InterfaceCounts {
    private final CounterTable counters;
    private final List<Counter> own;
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
        this.counters = counters;
        String dotted = "Interface." + name + ".";
        own =
                CounterTable.unlisted(
                        dotted + "InPackets",
                        dotted + "InBytes",
                        dotted + "OutPackets",
                        dotted + "OutBytes",
                        dotted + "Drops");
        inPackets = own.get(0);
        inBytes = own.get(1);
        outPackets = own.get(2);
        outBytes = own.get(3);
        drops = own.get(4);
        allInPackets = counters.counter("Device.InPackets");
        allInBytes = counters.counter("Device.InBytes");
        allOutPackets = counters.counter("Device.OutPackets");
        allOutBytes = counters.counter("Device.OutBytes");
        allDrops = counters.counter("Device.Drops");
    }

    /// The interface comes into the host.
    void begin() {
        counters.add(own);
    }

    /// The interface has left; the sums keep what it counted.
    void end() {
        counters.remove(own);
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
