package io.sockit.acceptance;

import io.sockit.spi.DeviceDriver;
import io.sockit.spi.PluginModule;

/// Adds the device `depth:` to hosts of these tests.
public final class DepthPlugin extends PluginModule {
    public DepthPlugin() {
        super("depth", "1.0");
    }

    @Override
    protected void configure() {
        contribute(DeviceDriver.POINT, "depth", DepthDevice.Driver.class);
    }
}
