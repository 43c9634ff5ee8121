package io.sockit.packetdrill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;

import org.junit.jupiter.api.Test;

import java.util.Objects;

/// A plug-in that stumbles fails the script, though its calls and packets be right.
class FaultsTest {
    private static final String SCRIPT = "0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3";

    @Test
    void failsWhereAPluginIsCharged() throws Exception {
        try (Network network = Network.create(Clock.virtual(), 7)) {
            Host host = network.host("drill").start();
            Packetdrill drill = Packetdrill.of(Variant.IPV4);
            drill.run("x.pkt", SCRIPT, host).orThrow();

            Contribution<Command> row =
                    Objects.requireNonNull(host.extensions().of(Command.POINT).find("packetdrill"));
            row.fault(new IllegalStateException("stumbled"));

            String failure = String.valueOf(drill.run("x.pkt", SCRIPT, host).failure());
            assertEquals(
                    "x.pkt: plug-in packetdrill: java.lang.IllegalStateException: stumbled",
                    failure.replaceAll(" \\(at .*", ""));
        }
    }
}
