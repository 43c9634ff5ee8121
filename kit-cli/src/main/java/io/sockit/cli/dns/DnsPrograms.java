package io.sockit.cli.dns;

import io.sockit.spi.HostProgram;
import io.sockit.spi.PluginModule;

/// What the command line adds to a kit for the domain name service: a server and a client, for
/// scenarios.
public final class DnsPrograms extends PluginModule {
    public DnsPrograms() {
        super("dns", "0.1");
    }

    @Override
    protected void configure() {
        contribute(HostProgram.POINT, "dns", DnsProgram.class);
        contribute(HostProgram.POINT, "dns-client", DnsClientProgram.class);
    }
}
