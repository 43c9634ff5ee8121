package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sockit.api.LinkType;
import io.sockit.api.NetAddress;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// The host's own copies of what it sends to a group that it is in.
class SelfCopiesTest {
    private static final int NOBODYS = 200;

    @ParameterizedTest
    @CsvSource({"224.0.0.1, Ip", "ff02::1, Ip6"})
    void ofAProtocolThatNobodyHasAreCountedByTheirVersion(String group, String version) {
        PacketPool pool = PacketPool.checked();
        Rig rig = new Rig(pool);
        Wire eth0 = rig.wire("eth0", LinkType.IP, 1500, false);
        rig.addresses.add(eth0, "10.0.0.1/24");
        rig.addresses.add(eth0, "fe80::1/64");
        IpFlow flow = rig.inet.hostFlow();
        NetAddress address = Rows.address(group);
        flow.to(IpAddress.high(address), IpAddress.low(address), eth0.index());
        Packet segment = pool.take();
        segment.append(new byte[8], 0, 8);

        assertNull(rig.sender.send(segment, flow, NOBODYS));

        assertEquals(1, rig.count(version + ".InReceives"), rig.counters()::toString);
        assertEquals(1, rig.count(version + ".InUnknownProtos"), rig.counters()::toString);
        assertEquals(1, rig.drops);
        assertEquals(List.of(), pool.leaks());
    }
}
