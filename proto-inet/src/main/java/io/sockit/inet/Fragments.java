package io.sockit.inet;

import io.sockit.inet.fragment.Ipv4Reassembly;
import io.sockit.inet.fragment.Ipv6Reassembly;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.Timers;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// The fragments that wait for others, of both families. On the strand.
@Singleton
final class Fragments {
    final Ipv4Reassembly v4;
    final Ipv6Reassembly v6;

    @Inject
    Fragments(
            InetSysctls sysctls,
            CounterRegistry counters,
            IcmpReporter reporter,
            Interfaces interfaces,
            Strand strand,
            Timers timers,
            RandomStreams random) {
        long secret = random.stream("ip.fragment.hash").nextLong();
        v4 = new Ipv4Reassembly(sysctls.fragmentsV4, counters, reporter, strand, timers, secret);
        v6 = new Ipv6Reassembly(sysctls.fragmentsV6, counters, reporter, strand, timers, secret);
        interfaces.listen(this::changed);
    }

    /// What came by an interface that is gone goes too.
    private void changed(NetInterface it) {
        if (!it.up()) {
            v4.interfaceGone(it.index());
            v6.interfaceGone(it.index());
        }
    }
}
