package io.sockit.unix;

import io.sockit.spi.PluginModule;
import io.sockit.spi.ProtocolFamily;

/// What this jar adds to a kit: the family AF_UNIX.
public final class UnixPlugin extends PluginModule {
    public UnixPlugin() {
        super("unix", "0.1");
    }

    @Override
    protected void configure() {
        contribute(ProtocolFamily.POINT, Unix.AF_UNIX, UnixFamily.class);
    }
}
