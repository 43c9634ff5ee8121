package io.sockit.examples.ring;

import com.google.inject.Inject;

import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.PluginModule;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

/// The ring with a fault, on hosts of a [FaultyRun]; on others it adds nothing.
public final class FaultyPlugin extends PluginModule {
    static final String NAME = "faulty-ring";

    public FaultyPlugin() {
        super(NAME, "1.0");
    }

    @Override
    protected void configure() {
        if (FaultyRun.current() != null) {
            contribute(ProtocolFamily.POINT, Ring.AF_RING, Family.class);
        }
    }

    /// AF_RING, behind proxies.
    static final class Family implements ProtocolFamily {
        private final ProtocolFamily proxy;

        @Inject
        Family(CounterRegistry counters, Strand strand, PacketPool pool) {
            FaultyRun run = FaultyRun.current();
            if (run == null) {
                throw new IllegalStateException("made outside of a run (expected: in one)");
            }
            RingFamily real = new RingFamily(counters, strand, pool);
            proxy = (ProtocolFamily) new FaultyProxies(run, pool).wrap(real);
        }

        @Override
        public @Nullable Served create(Socket socket, int protocol, CallContext call)
                throws ErrnoException {
            return proxy.create(socket, protocol, call);
        }

        @Override
        public Sockaddr parse(String text) {
            return proxy.parse(text);
        }
    }
}
