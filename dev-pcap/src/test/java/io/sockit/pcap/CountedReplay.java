package io.sockit.pcap;

import com.google.inject.Inject;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.OffStrandTask;
import io.sockit.spi.PluginModule;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Task;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// The driver `counted:`, which is `pcap:` and counts how often the host does something for it.
public final class CountedReplay extends PluginModule {
    public CountedReplay() {
        super("counted", "0");
    }

    @Override
    protected void configure() {
        contribute(DeviceDriver.POINT, "counted", Driver.class);
    }

    static final class Driver implements DeviceDriver {
        private final PcapDriver driver;

        @Inject
        Driver(Host host, Strand strand, Timers timers, PacketPool pool, CounterRegistry counters) {
            driver =
                    new PcapDriver(
                            host,
                            new CountedStrand(strand, counters),
                            handler -> timers.timer(counted(handler, counters)),
                            pool,
                            counters);
        }

        private static Timer.Handler counted(Timer.Handler handler, CounterRegistry counters) {
            return now -> {
                counters.counter("Counted.Expiries").increment();
                handler.expired(now);
            };
        }

        @Override
        public Set<String> options() {
            return driver.options();
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
            return driver.open(address, port);
        }
    }

    private record CountedStrand(Strand strand, CounterRegistry counters) implements Strand {
        @Override
        public boolean inside() {
            return strand.inside();
        }

        @Override
        public long now() {
            return strand.now();
        }

        @Override
        public Poke poke(Poke.Handler handler) {
            return strand.poke(
                    bits -> {
                        counters.counter("Counted.Pokes").increment();
                        handler.poked(bits);
                    });
        }

        @Override
        public Poke batchPoke(Poke.Handler handler) {
            return strand.batchPoke(handler);
        }

        @Override
        public Task task(Runnable work) {
            return strand.task(work);
        }

        @Override
        public OffStrandTask offStrand(Runnable work) {
            return strand.offStrand(work);
        }

        @Override
        public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
            return strand.call(work);
        }
    }
}
