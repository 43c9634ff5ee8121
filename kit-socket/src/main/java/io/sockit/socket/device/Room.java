package io.sockit.socket.device;

import io.sockit.socket.control.ControlPlane;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;
import io.sockit.spi.packet.PacketPool;

/// What the interfaces of one host have in common.
record Room(
        HostStrand strand,
        ControlPlane control,
        CounterTable counters,
        PacketPool pool,
        DropReasons reasons,
        Taps taps,
        Drops drops,
        ProtocolTable protocols,
        InterfaceList interfaces,
        OffStrandQueue closer,
        Wires wires) {}
