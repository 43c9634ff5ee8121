package io.sockit.socket.device;

import io.sockit.api.PacketTap.Direction;
import io.sockit.socket.control.CounterTable;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

/// The counters of plug-ins, and the end of the packets that they drop.
record Drops(CounterTable counters, InterfaceList interfaces, Taps taps)
        implements CounterRegistry {
    @Override
    public Counter counter(String name) {
        return counters.counter(name);
    }

    @Override
    public void drop(Packet packet, Counter reason) {
        CounterTable.drop(reason, 1);
        if (taps.active()) {
            show(packet, reason);
        }
        packet.release();
    }

    private void show(Packet packet, Counter reason) {
        HostInterface at = interfaces.find(packet.interfaceIndex());
        if (at != null) { // else it has never been at an interface
            at.show(packet, Direction.IN, reason);
        }
    }
}
