package io.sockit.packetdrill;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/// Our own scripts over UDP.
class UdpScriptsTest {
    @TestFactory
    Stream<DynamicTest> scripts() {
        return OwnScripts.tests("udp");
    }
}
