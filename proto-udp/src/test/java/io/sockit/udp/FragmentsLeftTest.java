package io.sockit.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Host;
import io.sockit.api.VirtualClock;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// Fragments that wait for others when the Internet plug-in leaves.
@SockitNetwork
class FragmentsLeftTest {
    @Test
    void goWithThePlugin(
            @HostSpec(
                            name = "a",
                            device = "eth0=link:lan?loss=40%&seed=1",
                            address = {"10.0.0.1/24", "fd00::1/64"})
                    Host a,
            @HostSpec(
                            name = "b",
                            device = "eth0=link:lan?seed=1",
                            address = {"10.0.0.2/24", "fd00::2/64"})
                    Host b)
            throws Exception {
        Udp udp = Udp.of(a);
        for (String to : List.of("10.0.0.2:9", "[fd00::2]:9")) {
            int fd = udp.connected(to);
            udp.process.send(fd, new byte[20_000], 0, 20_000, 0);
        }
        ((VirtualClock) a.clock()).advance(Duration.ofSeconds(1));
        for (String plugin : List.of("udp", "udplite", "inet")) {
            b.plugins().unload(plugin);
        }
        assertTrue(b.counters().get("Ip.InFragLinkGone") > 0);
        assertTrue(b.counters().get("Ip6.InFragLinkGone") > 0);
        assertEquals(List.of(), b.neighbours().rows()); // and the pool of the network has no leak
    }
}
