package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.test.Frame;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/// ICMP errors as others make them, true and forged.
@SockitNetwork
class IcmpErrorTest {
    private static final int UNREACHABLE = 3;
    private static final int PORT = 3;
    private static final int UNREACHABLE_V6 = 1;
    private static final int PORT_V6 = 4;
    private static final Duration SOON = Duration.ofSeconds(1);

    private Host host;
    private Udp udp;
    private ScriptedPeer peer;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = "eth0=queue:",
                            address = {"10.0.0.1/24", "2001:db8::1/64"},
                            route = {"0.0.0.0/0 10.0.0.254 eth0"})
                    Host started) {
        host = started;
        udp = Udp.of(started);
        peer = ScriptedPeer.of(started, "eth0");
    }

    private void inject(byte[] packet) {
        peer.inject(WirePackets.etherType(packet), packet);
    }

    /// A socket bound to port 5000 of the right family, connected to port 6000 of the peer.
    private int connected(boolean v4) throws ErrnoException {
        int fd = udp.bound(v4 ? "0.0.0.0:5000" : "[::]:5000");
        udp.connect(fd, v4 ? "10.0.0.9:6000" : "[2001:db8::9]:6000");
        return fd;
    }

    private byte[] sent(int fd) throws ErrnoException {
        udp.send(fd, "hello");
        return peer.expect(SOON).bytes();
    }

    @Nested
    class AboutWhatWasSent {
        @Test
        void refuses() throws ErrnoException {
            int fd = connected(true);
            inject(WirePackets.error("10.0.0.9:0", UNREACHABLE, PORT, sent(fd)));
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(fd));
        }

        @Test
        void refusesOverIpv6() throws ErrnoException {
            int fd = connected(false);
            inject(WirePackets.error("[2001:db8::9]:0", UNREACHABLE_V6, PORT_V6, sent(fd)));
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(fd));
        }

        @Test
        void mayQuoteEightBytesOfIt() throws ErrnoException {
            int fd = connected(true);
            byte[] quoted = Arrays.copyOf(sent(fd), 28);
            inject(WirePackets.error("10.0.0.9:0", UNREACHABLE, PORT, quoted));
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(fd));
        }

        @Test
        void mayComeFromARouter() throws ErrnoException {
            int fd = connected(true);
            inject(WirePackets.error("10.0.0.254:0", UNREACHABLE, PORT, sent(fd)));
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(fd));
        }

        @ParameterizedTest
        @CsvSource({
            "2, ENOPROTOOPT",
            "3, ECONNREFUSED",
            "4, EMSGSIZE",
            "9, ENETUNREACH",
            "13, EHOSTUNREACH"
        })
        void isToldWhereItLasts(int code, Errno errno) throws ErrnoException {
            int fd = connected(true);
            inject(WirePackets.error("10.0.0.9:0", UNREACHABLE, code, sent(fd)));
            assertErrno(errno, () -> udp.receive(fd));
        }

        @ParameterizedTest
        @CsvSource({"3, 0", "3, 1", "3, 5", "11, 0"})
        void isNotToldWhereItMayPass(int type, int code) throws ErrnoException {
            int fd = connected(true);
            inject(WirePackets.error("10.0.0.9:0", type, code, sent(fd)));
            assertEquals(Udp.NOTHING, udp.receive(fd));
            assertEquals(1, host.counters().get("Icmp.InErrs"));
        }
    }

    @Nested
    class Forged {
        @ParameterizedTest
        @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23})
        void withOtherAddressesOrPortsIsIgnored(int index) throws ErrnoException {
            int fd = connected(true);
            byte[] about = sent(fd);
            about[index] ^= 1;
            inject(WirePackets.error("10.0.0.9:0", UNREACHABLE, PORT, about));
            assertEquals(Udp.NOTHING, udp.receive(fd));
        }

        @ParameterizedTest
        @ValueSource(ints = {8, 23, 24, 39, 40, 41, 42, 43})
        void withOtherAddressesOrPortsIsIgnoredOverIpv6(int index) throws ErrnoException {
            int fd = connected(false);
            byte[] about = sent(fd);
            about[index] ^= 1;
            byte[] error = WirePackets.error("[2001:db8::9]:0", UNREACHABLE_V6, PORT_V6, about);
            System.arraycopy(
                    HexFormat.of().parseHex("20010db8000000000000000000000001"), 0, error, 24, 16);
            inject(WirePackets.seal(error));
            assertEquals(Udp.NOTHING, udp.receive(fd));
        }

        @Test
        void withoutPortsIsIgnored() throws ErrnoException {
            int fd = connected(true);
            byte[] about = sent(fd);
            for (int length = 0; length < 28; length++) {
                byte[] error = WirePackets.error("10.0.0.9:0", UNREACHABLE, PORT, about);
                byte[] cut = Arrays.copyOf(error, 28 + length);
                cut[2] = 0;
                cut[3] = (byte) cut.length;
                inject(WirePackets.seal(cut));
                assertEquals(Udp.NOTHING, udp.receive(fd));
            }
        }
    }

    @Nested
    class SentByThisHost {
        @Test
        void saysThatNobodyHasThePort() {
            byte[] datagram = WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5001", "hello");
            inject(datagram);
            Frame frame = peer.expect(SOON);
            byte[] expected = WirePackets.error("10.0.0.1:0", UNREACHABLE, PORT, datagram);
            assertEquals(UNREACHABLE << 8 | PORT, frame.u8(20) << 8 | frame.u8(21));
            assertEquals(tail(expected, 20), tail(frame.bytes(), 20));
            assertEquals("0a0000010a000009", tail(frame.bytes(), 12).substring(0, 16));
        }

        @Test
        void saysSoOverIpv6() {
            byte[] datagram = WirePackets.udp("[2001:db8::9]:6000", "[2001:db8::1]:5001", "hello");
            inject(datagram);
            Frame frame = peer.expect(SOON);
            byte[] expected =
                    WirePackets.error("[2001:db8::1]:0", UNREACHABLE_V6, PORT_V6, datagram);
            assertEquals(tail(expected, 40), tail(frame.bytes(), 40));
        }

        @Test
        void isNotAboutWhatIsDamagedOrWentToMany() {
            byte[] wrong = WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5001", "hello");
            wrong[30] ^= 1;
            inject(wrong);
            inject(WirePackets.udp("10.0.0.9:6000", "10.0.0.255:5001", "hello"));
            inject(WirePackets.udp("10.0.0.9:6000", "224.0.0.1:5001", "hello"));
            inject(WirePackets.udp("[2001:db8::9]:6000", "[ff02::1]:5001", "hello"));
            peer.expectNothing(SOON);
            assertEquals(1, host.counters().get("Udp.InCsumErrors"));
            assertEquals(3, host.counters().get("Udp.NoPorts"));
        }

        private static String tail(byte[] packet, int from) {
            return HexFormat.of().formatHex(packet, from, packet.length);
        }
    }
}
