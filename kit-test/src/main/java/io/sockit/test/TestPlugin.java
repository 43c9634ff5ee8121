package io.sockit.test;

import com.google.inject.Singleton;

import io.sockit.api.LinkType;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.EtherType;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.PluginModule;

/// What this jar adds to a host: the device `queue:`, whose other end is a [ScriptedPeer], and an
/// experimental network protocol, by which device contracts send and receive.
public final class TestPlugin extends PluginModule {
    static final String NAME = "test";

    public TestPlugin() {
        super(NAME, "0.1");
    }

    @Override
    protected void configure() {
        bind(HostSide.class).in(Singleton.class);
        contribute(DeviceDriver.POINT, "queue", QueueDevice.Driver.class);
        contribute(
                NetworkProtocol.POINT,
                new EtherType(LinkType.IP, Probe.ETHER_TYPE),
                Probe.Input.class);
        contribute(
                NetworkProtocol.POINT,
                new EtherType(LinkType.ETHERNET, Probe.ETHER_TYPE),
                Probe.Input.class);
    }
}
