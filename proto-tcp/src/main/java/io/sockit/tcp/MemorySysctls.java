package io.sockit.tcp;

import static io.sockit.tcp.TcpSysctls.ANY;

import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.SysctlRegistry.Triple;
import io.sockit.spi.SysctlRegistry.TripleSysctl;
import io.sockit.spi.SysctlRegistry.WordSysctl;

/// Settings of buffers. Any thread.
final class MemorySysctls {
    final TripleSysctl readMemory;
    final TripleSysctl writeMemory;
    private final WordSysctl notsentLowat;
    final BooleanSysctl moderateReceive;

    MemorySysctls(SysctlRegistry registry) {
        readMemory =
                registry.triple(
                        "net.ipv4.tcp_rmem",
                        new Triple(4096, 131_072, 6_291_456),
                        1,
                        ANY,
                        "memory of receive buffers, of which data is half");
        writeMemory =
                registry.triple(
                        "net.ipv4.tcp_wmem",
                        new Triple(4096, 16_384, 4_194_304),
                        1,
                        ANY,
                        "memory of send buffers");
        notsentLowat =
                registry.word(
                        "net.ipv4.tcp_notsent_lowat",
                        "4294967295",
                        MemorySysctls::isUnsigned,
                        "a whole number from 0 to 4294967295",
                        "unsent bytes that still ask for more");
        moderateReceive =
                registry.flag("net.ipv4.tcp_moderate_rcvbuf", true, "sizes windows by their use");
    }

    private static boolean isUnsigned(String text) {
        try {
            return Integer.parseUnsignedInt(text) != 0 || text.equals("0");
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// As an unsigned number.
    int notsentLowat() {
        return Integer.parseUnsignedInt(notsentLowat.value());
    }
}
