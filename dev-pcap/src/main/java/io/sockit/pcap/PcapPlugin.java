package io.sockit.pcap;

import io.sockit.spi.CaptureFormat;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.PluginModule;

/// What this jar adds to a kit: the driver of `pcap:`, and the formats of `?capture=`.
public final class PcapPlugin extends PluginModule {
    public PcapPlugin() {
        super("pcap", "0.1");
    }

    @Override
    protected void configure() {
        contribute(DeviceDriver.POINT, "pcap", PcapDriver.class);
        contribute(CaptureFormat.POINT, "pcapng", CaptureFiles.Pcapng.class);
        contribute(CaptureFormat.POINT, "pcap", CaptureFiles.Pcap.class);
        contribute(CaptureFormat.POINT, "cap", CaptureFiles.Pcap.class);
        contribute(CaptureFormat.POINT, "dmp", CaptureFiles.Pcap.class);
        contribute(CaptureFormat.POINT, "gz", CaptureFiles.Packed.class);
        contribute(CaptureFormat.POINT, "zst", CaptureFiles.Packed.class);
    }
}
