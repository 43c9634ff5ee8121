package io.sockit.bench.deadend;

import io.sockit.spi.PluginModule;
import io.sockit.spi.ProtocolFamily;

/// Adds the family.
public final class DeadEndPlugin extends PluginModule {
    public DeadEndPlugin() {
        super("dead-end", "1.0");
    }

    @Override
    protected void configure() {
        contribute(ProtocolFamily.POINT, DeadEndJar.AF_DEAD_END, DeadEndFamily.class);
    }
}
