package io.sockit.socket.device;

import io.sockit.socket.control.ControlPlane;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.strand.HostStrand;

/// What the interfaces of one host have in common.
record Room(
        HostStrand strand,
        ControlPlane control,
        CounterTable counters,
        DropReasons reasons,
        Taps taps,
        Drops drops,
        ProtocolTable protocols,
        InterfaceList interfaces,
        Closer closer,
        Wires wires) {}
