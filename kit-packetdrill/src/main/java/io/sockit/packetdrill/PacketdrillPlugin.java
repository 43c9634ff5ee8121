package io.sockit.packetdrill;

import com.google.inject.Singleton;

import io.sockit.packetdrill.wire.Wire;
import io.sockit.packetdrill.wire.WireDriver;
import io.sockit.spi.Command;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.PluginModule;

/// What this jar adds to a host: the device `packetdrill:`, whose other end is a script, and the
/// verb `packetdrill`.
public final class PacketdrillPlugin extends PluginModule {
    public PacketdrillPlugin() {
        super("packetdrill", "0.1");
    }

    @Override
    protected void configure() {
        bind(Wire.class).in(Singleton.class);
        contribute(DeviceDriver.POINT, "packetdrill", WireDriver.class);
        contribute(Wire.POINT, Wire.KEY, Wire.class);
        contribute(Command.POINT, "packetdrill", PacketdrillCommand.class);
    }
}
