package io.sockit.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.test.Frame;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/// What is checked of a datagram that comes in, over a link that vouches for nothing.
@SockitNetwork
class InputChecksTest {
    private static final int DESTINATION_PORT = 2;
    private static final int LENGTH = 4;
    private static final int CHECKSUM = 6;

    private Host host;
    private Udp udp;
    private ScriptedPeer peer;
    private int fd;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = "eth0=queue:",
                            address = {"10.0.0.1/24", "2001:db8::1/64"})
                    Host started)
            throws ErrnoException {
        host = started;
        udp = Udp.of(started);
        peer = ScriptedPeer.of(started, "eth0");
        fd = udp.bound("[::]:5000");
    }

    private static byte[] packet(boolean v4, String text) {
        return v4
                ? WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5000", text)
                : WirePackets.udp("[2001:db8::9]:6000", "[2001:db8::1]:5000", text);
    }

    private void inject(byte[] packet) {
        peer.inject(WirePackets.etherType(packet), packet);
    }

    private void isDropped(byte[] packet, String counter) throws ErrnoException {
        long before = host.counters().get(counter);
        inject(packet);
        assertEquals(Udp.NOTHING, udp.receive(fd));
        assertEquals(before + 1, host.counters().get(counter));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rightDatagramIsDelivered(boolean v4) throws ErrnoException {
        for (String text : new String[] {"", "x", "xy", "odd", "a longer one"}) {
            inject(packet(v4, text));
            assertEquals(text, udp.receive(fd));
        }
        assertEquals(5, host.counters().get("Udp.InDatagrams"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wrongChecksumIsDropped(boolean v4) throws ErrnoException {
        byte[] right = packet(v4, "hello");
        for (int i = WirePackets.transport(right); i < right.length; i++) {
            byte[] wrong = right.clone();
            wrong[i] ^= 0x10;
            inject(wrong);
            assertEquals(Udp.NOTHING, udp.receive(fd), "byte " + i);
        }
        long counted =
                host.counters().get("Udp.InCsumErrors") + host.counters().get("Udp.BadLength");
        assertEquals(right.length - WirePackets.transport(right), counted);
    }

    @Test
    void checksumOfOtherAddressesIsWrong() throws ErrnoException {
        byte[] misled = packet(true, "hello");
        misled[15] = 10; // another source, and the IP header's checksum is made right
        int checksum = ByteBuffer.wrap(misled).getShort(WirePackets.V4_HEADER + CHECKSUM);
        isDropped(
                WirePackets.with(WirePackets.seal(misled), CHECKSUM, checksum), "Udp.InCsumErrors");
    }

    @Test
    void noChecksumIsFineOverIpv4Alone() throws ErrnoException {
        inject(WirePackets.with(packet(true, "hello"), CHECKSUM, 0));
        assertEquals("hello", udp.receive(fd));
        isDropped(WirePackets.with(packet(false, "hello"), CHECKSUM, 0), "Udp.InCsumErrors");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lengthShorterThanTheHeaderOrLongerThanThePacketIsDropped(boolean v4)
            throws ErrnoException {
        byte[] right = packet(v4, "hello");
        for (int length : new int[] {0, 1, 7, 14, 0xffff}) {
            isDropped(
                    WirePackets.sealTransport(WirePackets.with(right, LENGTH, length)),
                    "Udp.BadLength");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void partOfAHeaderIsDropped(boolean v4) throws ErrnoException {
        byte[] right = packet(v4, "");
        int header = WirePackets.transport(right);
        for (int length = 0; length < WirePackets.UDP_HEADER; length++) {
            byte[] cut = Arrays.copyOf(right, header + length);
            ByteBuffer.wrap(cut).putShort(v4 ? 2 : 4, (short) (v4 ? cut.length : length));
            byte[] sealed =
                    Arrays.copyOf(WirePackets.seal(Arrays.copyOf(cut, 64)), header + length);
            isDropped(sealed, "Udp.BadLength");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFollowsTheLengthIsNoPartOfIt(boolean v4) throws ErrnoException {
        inject(WirePackets.padded(packet(v4, "hello"), 3));
        assertEquals("hello", udp.receive(fd));
    }

    @Test
    void sourcePortMayBeZero() throws ErrnoException {
        inject(WirePackets.udp("10.0.0.9:0", "10.0.0.1:5000", "hello"));
        assertEquals("[::ffff:10.0.0.9]:0", udp.sender(fd));
    }

    @Test
    void nobodyHasPortZero() throws ErrnoException {
        udp.inet();
        isDropped(
                WirePackets.sealTransport(
                        WirePackets.with(packet(true, "hello"), DESTINATION_PORT, 0)),
                "Udp.NoPorts");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsSentHasARightChecksum(boolean v4) throws ErrnoException {
        int sender = udp.bound(v4 ? "10.0.0.1:7000" : "[2001:db8::1]:7000");
        String to = v4 ? "10.0.0.9:6000" : "[2001:db8::9]:6000";
        for (String text : new String[] {"", "x", "xy", "a longer one"}) {
            udp.send(sender, text, to);
            byte[] sent = peer.expect(Duration.ofSeconds(1)).bytes();
            byte[] sealed = WirePackets.sealTransport(sent.clone());
            assertEquals(hex(sealed), hex(sent));
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /// RFC 768: a sum that comes out as zero is sent as all ones, since zero means none.
    @Test
    void checksumOfZeroIsSentAsOnes() throws ErrnoException {
        int sender = udp.bound("10.0.0.1:7000");
        udp.send(sender, "\0\0", "10.0.0.9:6000");
        int checksum = checksum(peer.expect(Duration.ofSeconds(1)));
        assertNotEquals(0, checksum);
        byte[] data = {(byte) (checksum >>> 8), (byte) checksum};
        udp.process.sendto(sender, data, 0, 2, 0, Udp.address("10.0.0.9:6000"));
        assertEquals(0xffff, checksum(peer.expect(Duration.ofSeconds(1))));
    }

    private static int checksum(Frame frame) {
        int at = WirePackets.V4_HEADER + CHECKSUM;
        return frame.u8(at) << 8 | frame.u8(at + 1);
    }
}
