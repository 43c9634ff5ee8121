package io.sockit.udp;

import io.sockit.spi.DeviceDriver;
import io.sockit.spi.PluginModule;

/// Adds the device `raw:` to the hosts of these tests.
public final class RawPlugin extends PluginModule {
    public RawPlugin() {
        super("raw", "0.1");
    }

    @Override
    protected void configure() {
        contribute(DeviceDriver.POINT, "raw", RawDevice.Driver.class);
    }
}
