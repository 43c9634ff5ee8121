package io.sockit.dns;

import io.sockit.spi.Command;
import io.sockit.spi.HostProgram;
import io.sockit.spi.PluginModule;

/// The plug-in of the domain name service: a server and a client for scenarios, and a verb that
/// compares the replies of two captures.
public final class DnsPlugin extends PluginModule {
    public DnsPlugin() {
        super("dns", "0.1", "inet", "pcap");
    }

    @Override
    protected void configure() {
        contribute(HostProgram.POINT, "dns", DnsProgram.class);
        contribute(HostProgram.POINT, "dns-client", DnsClientProgram.class);
        contribute(Command.POINT, "dns-compare", CompareCommand.class);
    }
}
