package io.sockit.loopback;

import io.sockit.spi.DeviceDriver;
import io.sockit.spi.PluginModule;

/// What this jar adds to a kit: the driver of `loopback:`.
public final class LoopbackPlugin extends PluginModule {
    public LoopbackPlugin() {
        super("loopback", "0.1");
    }

    @Override
    protected void configure() {
        contribute(DeviceDriver.POINT, "loopback", LoopbackDevice.Driver.class);
    }
}
