package io.sockit.inet;

import io.sockit.api.Addresses;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.InterfaceAddress;
import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Gives loopback interfaces `127.0.0.1/8` and `::1/128` when they come up (Linux `inetdev_event`,
/// `init_loopback`). On the strand.
@Singleton
final class LoopbackAddresses implements Interfaces.Listener {
    private static final Logger LOG = System.getLogger(LoopbackAddresses.class.getName());
    private static final int NET_BITS = 8;
    private static final int ALL_BITS = 128;

    private final Addresses addresses;

    @Inject
    LoopbackAddresses(Addresses addresses, Interfaces interfaces) {
        this.addresses = addresses;
        interfaces.listen(this);
    }

    @Override
    public void changed(NetInterface netInterface) {
        if (netInterface.loopback() && netInterface.up()) {
            add(netInterface, IpAddress.mapped(Inet.INADDR_LOOPBACK), NET_BITS);
            add(netInterface, 1, ALL_BITS);
        }
    }

    private void add(NetInterface link, long low, int length) {
        InterfaceAddress row =
                new InterfaceAddress(link.index(), IpAddress.netAddress(0, low), length);
        try {
            addresses.add(row);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EEXIST) { // it came up again
                LOG.log(Level.WARNING, "no loopback address on " + link.link().name(), e);
            }
        }
    }
}
