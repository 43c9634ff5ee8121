package io.sockit.test;

import com.google.inject.Inject;

import io.sockit.api.Host;
import io.sockit.api.LinkAddress;
import io.sockit.spi.NetInterface;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// Sends and receives packets of an experimental network protocol over any device of a host, so
/// that devices are tested without any real protocol. Thread-safe; one thread at a time waits.
public final class Probe {
    /// IEEE's Local Experimental EtherType 1 (IEEE 802 §9.2.4).
    public static final int ETHER_TYPE = 0x88b5;

    private static final LinkAddress BROADCAST = LinkAddress.parse("ff:ff:ff:ff:ff:ff");

    private final HostSide side;

    private Probe(HostSide side) {
        this.side = side;
    }

    public static Probe of(Host host) {
        return new Probe(HostSide.of(host));
    }

    /// Sends one packet, on Ethernet to all.
    public void send(String interfaceName, byte[] payload) {
        side.strand.call(() -> output(interfaceName, payload));
    }

    private int output(String interfaceName, byte[] payload) {
        NetInterface out = side.interfaces.find(interfaceName);
        if (out == null) {
            throw new IllegalArgumentException("interface: " + interfaceName + " (not there)");
        }
        Packet packet = side.pool.take();
        packet.append(payload, 0, payload.length);
        packet.etherType(ETHER_TYPE);
        boolean addressed = out.link().address().length() > 0;
        out.output(packet, addressed ? BROADCAST : LinkAddress.NONE);
        return out.index();
    }

    /// The next packet that the host received, or null where none comes in time.
    public @Nullable Frame receive(Duration within) {
        return side.probed.poll(within);
    }

    /// All that the host has received by now and nobody has asked for.
    public List<Frame> received() {
        return side.probed.drain();
    }

    /// The host's side of the protocol.
    static final class Input implements NetworkProtocol {
        private final HostSide side;

        @Inject
        Input(HostSide side) {
            this.side = side;
        }

        @Override
        public void input(Packet packet, NetInterface from) {
            side.probed.add(Frame.of(packet, side.strand.now()));
            packet.release();
        }
    }
}
