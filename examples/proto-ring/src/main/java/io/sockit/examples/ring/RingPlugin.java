package io.sockit.examples.ring;

import io.sockit.spi.PluginModule;
import io.sockit.spi.ProtocolFamily;

/// What this jar adds to a kit: the family AF_RING.
public final class RingPlugin extends PluginModule {
    public RingPlugin() {
        super("ring", "1.0");
    }

    @Override
    protected void configure() {
        contribute(ProtocolFamily.POINT, Ring.AF_RING, RingFamily.class);
    }
}
