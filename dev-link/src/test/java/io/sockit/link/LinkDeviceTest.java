package io.sockit.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

class LinkDeviceTest {
    private final PacketPool pool = PacketPool.checked();
    private final Edge edge = new Edge();

    @AfterEach
    void noPacketIsLost() {
        assertEquals(List.of(), pool.leaks());
    }

    @Nested
    class OnTheWay {
        @Test
        void frameArrivesAfterDelay() throws ErrnoException {
            NetDevice device = edge.open("link:wan?delay=20ms", "a", "eth0");
            edge.now = 7;
            assertEquals(Transmit.SENT, device.transmit(frame(100)));
            assertEquals(List.of(20_000_007L), edge.arrivals);
        }

        @Test
        void jumboPacketsMayBeAskedFor() throws ErrnoException {
            NetDevice device = edge.open("link:wan", "a", "eth0");
            assertEquals(1500, device.facts().mtu());
            assertEquals(65_535, device.facts().largestMtu());
        }

        @Test
        void framesQueueUpAtTheRate() throws ErrnoException {
            NetDevice device = edge.open("link:wan?delay=1ms&rate=8mbit", "a", "eth0");
            device.transmit(frame(1000));
            device.transmit(frame(500));
            assertEquals(List.of(2_000_000L, 2_500_000L), edge.arrivals);
        }

        @Test
        void frameBeyondTheQueueIsCountedDrop() throws ErrnoException {
            NetDevice device = edge.open("link:wan?rate=8mbit&queue=1500", "a", "eth0");
            assertEquals(Transmit.SENT, device.transmit(frame(1000)));
            assertEquals(Transmit.SENT, device.transmit(frame(500)));
            assertEquals(Transmit.DROPPED, device.transmit(frame(1)));
            assertEquals(Map.of("Link.QueueFull", 1L), edge.drops);
        }

        @Test
        void eachEndHasItsOwnLine() throws ErrnoException {
            NetDevice here = edge.open("link:wan?rate=8mbit", "a", "eth0");
            NetDevice there = edge.open("link:wan?rate=8mbit", "b", "eth0");
            here.transmit(frame(1000));
            there.transmit(frame(1000));
            assertEquals(List.of(1_000_000L, 1_000_000L), edge.arrivals);
        }
    }

    @Nested
    class Loss {
        @Test
        void hitsTheShareAskedFor() throws ErrnoException {
            NetDevice device = edge.open("link:wan?loss=1%&seed=7", "a", "eth0");
            send(device, 100_000);
            long lost = edge.drops.get("Link.Lost");
            assertTrue(lost > 850 && lost < 1150, () -> "lost: " + lost); // 5 sigma
        }

        @Test
        void lostFrameTakesItsTimeOfTheLine() throws ErrnoException {
            NetDevice device = edge.open("link:wan?loss=100%&rate=8mbit&queue=1000", "a", "eth0");
            assertEquals(Transmit.DROPPED, device.transmit(frame(1000)));
            assertEquals(Transmit.DROPPED, device.transmit(frame(1)));
            assertEquals(Map.of("Link.Lost", 1L, "Link.QueueFull", 1L), edge.drops);
        }

        @Test
        void oneSeedLosesTheSameFrames() throws ErrnoException {
            assertEquals(pattern("seed=7", "a"), pattern("seed=7", "a"));
        }

        @Test
        void anotherSeedLosesOthers() throws ErrnoException {
            assertNotEquals(pattern("seed=7", "a"), pattern("seed=8", "a"));
        }

        @Test
        void endsOfOneSeedLoseIndependently() throws ErrnoException {
            assertNotEquals(pattern("seed=7", "a"), pattern("seed=7", "b"));
        }

        @Test
        void withoutSeedTheHostsStreamOfThatEndIsDrawn() throws ErrnoException {
            pattern("delay=0ms", "a");
            assertEquals(List.of("link.wan.a.eth0"), edge.streams);
        }

        private List<Long> pattern(String options, String host) throws ErrnoException {
            edge.arrivals.clear();
            NetDevice device = edge.open("link:wan?loss=50%&" + options, host, "eth0");
            send(device, 200);
            return List.copyOf(edge.arrivals);
        }

        private void send(NetDevice device, int frames) {
            for (edge.now = 0; edge.now < frames; edge.now++) {
                device.transmit(frame(1));
            }
        }
    }

    @Nested
    class Facts {
        @Test
        void wireCarriesNetworkPacketsUnlessToldOtherwise() throws ErrnoException {
            var facts = edge.open("link:wan", "a", "eth0").facts();
            assertEquals(LinkType.IP, facts.type());
            assertEquals(LinkAddress.NONE, facts.address());
            assertEquals(1500, facts.mtu());
        }

        @Test
        void endsOfEthernetHaveDifferentLocalAddresses() throws ErrnoException {
            LinkAddress a = edge.open("link:wan?type=ether", "a", "eth0").facts().address();
            LinkAddress b = edge.open("link:wan?type=ether", "b", "eth0").facts().address();
            assertEquals(0x02, a.bytes()[0] & 0x03);
            assertNotEquals(a, b);
            assertEquals(a, edge.open("link:wan?type=ether", "a", "eth0").facts().address());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "link:,                     no name (expected: link:NAME)",
        "link:wan?loss=2,           at most 100%",
        "link:wan?delay=2d,         a time such as 20ms",
        "link:wan?delay=3601s,      at most 1h",
        "link:wan?rate=0bit,        1bit to 1000gbit",
        "link:wan?rate=1001gbit,    1bit to 1000gbit",
        "link:wan?queue=65MiB,      at most 64MiB",
        "link:wan?type=token,       ip or ether",
        "link:wan?seed=-1,          a whole number",
    })
    void badValueIsNamedWithWhatIsAllowed(String device, String expected) {
        ErrnoException refused =
                assertThrows(ErrnoException.class, () -> edge.open(device, "a", "eth0"));
        assertEquals(Errno.EINVAL, refused.errno());
        assertTrue(refused.getMessage().contains(expected), refused::getMessage);
    }

    private Packet frame(int length) {
        Packet frame = pool.take();
        frame.append(new byte[length], 0, length);
        return frame;
    }

    /// The kit around a device, as far as a wire sees it.
    private static final class Edge {
        final List<Long> arrivals = new ArrayList<>();
        final Map<String, Long> drops = new TreeMap<>();
        final List<String> streams = new ArrayList<>();
        long now;

        NetDevice open(String device, String hostName, String interfaceName) throws ErrnoException {
            Host host = mock(Host.class);
            when(host.name()).thenReturn(hostName);
            DevicePort port = mock(DevicePort.class);
            when(port.interfaceName()).thenReturn(interfaceName);
            when(port.join(anyString())).thenReturn(this::carry);
            doAnswer(
                            call -> {
                                Counter reason = call.getArgument(1);
                                drops.merge(reason.name(), 1L, Long::sum);
                                call.<Packet>getArgument(0).release();
                                return null;
                            })
                    .when(port)
                    .drop(any(), any());
            return new LinkDriver(host, strand(), random(), counters())
                    .open(DeviceAddress.parse(device), port);
        }

        private void carry(Packet frame, long deliverAt) {
            arrivals.add(deliverAt);
            frame.release();
        }

        private Strand strand() throws ErrnoException {
            Strand strand = mock(Strand.class);
            when(strand.now()).thenAnswer(call -> now);
            when(strand.call(any()))
                    .thenAnswer(call -> call.<Strand.Work<?, ?>>getArgument(0).run());
            return strand;
        }

        private RandomStreams random() {
            return name -> {
                streams.add(name);
                return new SplittableRandom(1);
            };
        }

        private CounterRegistry counters() {
            CounterRegistry counters = mock(CounterRegistry.class);
            when(counters.counter(anyString())).thenAnswer(call -> counter(call.getArgument(0)));
            return counters;
        }

        private static Counter counter(String name) {
            Counter counter = mock(Counter.class);
            when(counter.name()).thenReturn(name);
            return counter;
        }
    }
}
