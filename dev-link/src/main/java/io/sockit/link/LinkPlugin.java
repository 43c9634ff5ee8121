package io.sockit.link;

import io.sockit.spi.DeviceDriver;
import io.sockit.spi.PluginModule;

/// What this jar adds to a kit: the driver of `link:`.
public final class LinkPlugin extends PluginModule {
    public LinkPlugin() {
        super("link", "0.1");
    }

    @Override
    protected void configure() {
        contribute(DeviceDriver.POINT, "link", LinkDriver.class);
    }
}
