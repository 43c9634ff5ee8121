package io.sockit.socket.device;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

/// The interfaces as one owner sees them: what its listeners throw is charged to it.
record InterfacesView(HostStrand strand, InterfaceList interfaces, Owner owner)
        implements Interfaces {
    @Override
    public @Nullable NetInterface find(int index) {
        return interfaces.find(index);
    }

    @Override
    public @Nullable NetInterface find(String name) {
        return interfaces.find(name);
    }

    @Override
    public void listen(Listener listener) {
        strand.run(() -> interfaces.listen(owner, listener));
    }
}
