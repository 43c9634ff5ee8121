package io.sockit.inet.spi;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.spi.Sockets.Flags;
import io.sockit.inet.spi.Sockets.Pcb;
import io.sockit.spi.packet.Packet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class PcbTableTest {
    private static final String SERVER = "10.0.0.1:5000";

    private Sockets sockets;

    @BeforeEach
    void start() throws ErrnoException {
        sockets = new Sockets();
    }

    private InetPcb find(String from, String to) {
        Packet packet = sockets.packet(from, to);
        InetPcb found = sockets.table.find(packet);
        packet.release();
        return found;
    }

    private InetPcb sender(String from, String to) {
        Packet packet = sockets.packet(from, to);
        InetPcb found = sockets.table.findSender(packet);
        packet.release();
        return found;
    }

    /// How many entries and slots one piece of work looks at.
    private long probes(Runnable work) {
        long before = sockets.table.probes();
        work.run();
        return sockets.table.probes() - before;
    }

    /// Looks like 10 are looked at, whatever there is.
    @Nested
    class Growth {
        private static final int FEW = 12;

        private Pcb[] many(int count, Flags flags) {
            return sockets.inets(count, flags);
        }

        @ParameterizedTest
        @ValueSource(ints = {10, 1_000, 20_000})
        void ofSocketsConnectedOnOnePort(int count) throws ErrnoException {
            Pcb[] all = many(count, Flags.reusing());
            long entered = sockets.table.probes();
            for (int i = 0; i < count; i++) {
                all[i].bind(SERVER).connect(Sockets.address(i + 2) + ":7000");
            }
            entered = sockets.table.probes() - entered;
            assertTrue(entered < (long) FEW * count, "to enter: " + entered);
            for (int i = 0; i < count; i += count / 10) {
                String peer = Sockets.address(i + 2) + ":7000";
                Pcb mine = all[i];
                assertTrue(probes(() -> assertSame(mine, find(peer, SERVER))) < 4 * FEW);
                assertTrue(probes(() -> assertSame(mine, sender(SERVER, peer))) < 4 * FEW);
            }
            assertTrue(probes(() -> assertNull(find("11.0.0.1:1", SERVER))) < 4 * FEW);
            closesInProportion(all);
        }

        @ParameterizedTest
        @ValueSource(ints = {10, 1_000, 20_000})
        void ofSocketsBoundToAddresses(int count) throws ErrnoException {
            Pcb[] all = many(count, new Flags());
            long entered = sockets.table.probes();
            for (int i = 0; i < count; i++) {
                all[i].bind(Sockets.address(i + 1) + ":5000");
            }
            entered = sockets.table.probes() - entered;
            assertTrue(entered < 4L * FEW * count, "to enter: " + entered);
            for (int i = 0; i < count; i += count / 10) {
                String own = Sockets.address(i + 1) + ":5000";
                Pcb mine = all[i];
                assertTrue(probes(() -> assertSame(mine, find("11.0.0.1:1", own))) < 4 * FEW);
                assertTrue(probes(() -> assertSame(mine, sender(own, "11.0.0.1:1"))) < 4 * FEW);
            }
            closesInProportion(all);
        }

        @ParameterizedTest
        @ValueSource(ints = {10, 1_000, 20_000})
        void ofAGroupOfReusePort(int count) throws ErrnoException {
            Flags flags = new Flags();
            flags.reusePort = true;
            Pcb[] all = many(count, flags);
            long entered = sockets.table.probes();
            for (Pcb each : all) {
                each.bind(SERVER);
            }
            entered = sockets.table.probes() - entered;
            assertTrue(entered < (long) FEW * count, "to enter: " + entered);
            Set<InetPcb> chosen = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                String peer = Sockets.address(i + 2) + ":7000";
                assertTrue(probes(() -> chosen.add(find(peer, SERVER))) < FEW);
                assertSame(find(peer, SERVER), find(peer, SERVER));
            }
            assertTrue(chosen.size() > Math.min(count, 50) / 2, "members: " + chosen.size());
            closesInProportion(all);
        }

        @Test
        void ofChildrenOfOneListener() throws ErrnoException {
            Pcb listener = sockets.inet(Flags.reusing()).bind("0.0.0.0:80");
            Pcb[] children = many(10_000, Flags.reusing());
            long entered =
                    probes(
                            () -> {
                                for (int i = 0; i < children.length; i++) {
                                    String peer = Sockets.address(i + 2) + ":7000";
                                    children[i].accepted(listener, "10.0.0.1:80", peer);
                                }
                            });
            assertTrue(entered < (long) FEW * children.length, "to enter: " + entered);
            assertSame(children[77], find(Sockets.address(79) + ":7000", "10.0.0.1:80"));
            assertTrue(probes(() -> assertSame(listener, find("11.0.0.1:1", "10.0.0.1:80"))) < FEW);
            Pcb again = sockets.inet(Flags.reusing());
            listener.close();
            assertErrno(Errno.EADDRINUSE, () -> sockets.inet().bind("0.0.0.0:80"));
            again.bind("0.0.0.0:80");
            closesInProportion(children);
        }

        private void closesInProportion(Pcb[] all) {
            long closed =
                    probes(
                            () -> {
                                for (Pcb each : all) {
                                    each.close();
                                }
                            });
            assertTrue(closed < 4L * FEW * all.length, "to close: " + closed);
        }
    }

    @Nested
    class Matching {
        @Test
        void prefersPeerThenAddressThenDeviceThenFamily() throws ErrnoException {
            Flags shared = Flags.reusing();
            Flags tied = Flags.reusing();
            tied.device = Sockets.ETH;
            Pcb both = sockets.inet6().bind("[::]:6000");
            assertSame(both, find("10.9.9.9:9", "10.0.0.1:6000"));
            Pcb any = sockets.inet(shared).bind("0.0.0.0:5000");
            Pcb onDevice = sockets.inet(tied).bind("0.0.0.0:5000");
            assertSame(onDevice, find("10.9.9.9:9", SERVER));
            Pcb own = sockets.inet(shared).bind(SERVER);
            assertSame(own, find("10.9.9.9:9", SERVER));
            assertSame(onDevice, find("10.9.9.9:9", "10.0.0.2:5000"));
            Pcb connected = sockets.inet(shared).bind(SERVER).connect("10.9.9.9:9");
            assertSame(connected, find("10.9.9.9:9", SERVER));
            assertSame(own, find("10.9.9.9:8", SERVER));
            tied.device = Sockets.ETH + 1;
            onDevice.flagsChanged();
            assertSame(any, find("10.9.9.9:9", "10.0.0.2:5000"));
        }

        @Test
        void followsADeviceThatIsSetAfterConnect() throws ErrnoException {
            Flags flags = new Flags();
            Pcb pcb = sockets.inet(flags).bind(SERVER).connect("10.9.9.9:9");
            flags.device = Sockets.ETH + 1;
            pcb.flagsChanged();
            assertNull(find("10.9.9.9:9", SERVER));
            flags.device = Sockets.ETH;
            pcb.flagsChanged();
            assertSame(pcb, find("10.9.9.9:9", SERVER));
        }

        @Test
        void followsReusePortThatIsTakenBack() throws ErrnoException {
            Flags[] flags = {new Flags(), new Flags()};
            Pcb[] members = new Pcb[2];
            for (int i = 0; i < 2; i++) {
                flags[i].reusePort = true;
                members[i] = sockets.inet(flags[i]).bind(SERVER);
            }
            flags[0].reusePort = false;
            members[0].flagsChanged();
            for (int i = 0; i < 50; i++) {
                assertSame(members[1], find(Sockets.address(i + 2) + ":7000", SERVER));
            }
            Flags third = new Flags();
            third.reusePort = true;
            assertErrno(Errno.EADDRINUSE, () -> sockets.inet(third).bind(SERVER));
        }

        @Test
        void dissolvedAssociationHearsOfAllAgain() throws ErrnoException {
            Pcb pcb = sockets.inet().bind("0.0.0.0:5000").connect("10.9.9.9:9");
            assertNull(find("10.9.9.8:9", SERVER));
            pcb.disconnect();
            assertSame(pcb, find("10.9.9.8:9", "10.0.0.7:5000"));
        }

        @Test
        void recordTakesThePlaceOfAConnection() throws ErrnoException {
            Pcb pcb = sockets.inet().bind(SERVER).connect("10.9.9.9:9");
            PcbEntry record = new PcbEntry() {};
            sockets.table.replace(pcb, record);
            Packet packet = sockets.packet("10.9.9.9:9", SERVER);
            assertSame(record, sockets.table.findConnected(packet));
            assertNull(sockets.table.findBound(packet));
            assertErrno(Errno.EADDRINUSE, () -> sockets.inet().bind(SERVER));
            sockets.table.remove(record);
            assertNull(sockets.table.findConnected(packet));
            sockets.inet().bind(SERVER);
            packet.release();
        }

        /// Against a plain list, with many collisions of few addresses.
        @Test
        void agreesWithAListThroughManyChanges() throws ErrnoException {
            Random random = new Random(9);
            Pcb[] all = new Pcb[200];
            for (int round = 0; round < 5_000; round++) {
                int i = random.nextInt(all.length);
                if (all[i] != null) {
                    all[i].close();
                    all[i] = null;
                } else {
                    all[i] = sockets.inets(1, Flags.reusing())[0];
                    all[i].bind(SERVER).connect(Sockets.address(i + 2) + ":7000");
                }
                int asked = random.nextInt(all.length);
                assertSame(all[asked], find(Sockets.address(asked + 2) + ":7000", SERVER));
            }
        }
    }

    @Nested
    class Ports {
        private Set<Integer> implicit(int count, String address) throws ErrnoException {
            Set<Integer> ports = new HashSet<>();
            for (Pcb each : sockets.inets(count, new Flags())) {
                ports.add(each.bind(address).localPort());
            }
            return ports;
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.1:0", "0.0.0.0:0"})
        void allAreFoundAtOnceAndThenNone(String address) throws ErrnoException {
            int ports = sockets.lastPort - sockets.firstPort + 1;
            Pcb[] more = sockets.inets(3, new Flags());
            assertEquals(ports - 1, implicit(ports - 1, address).size());
            long toLast = probes(() -> bound(more[0], address));
            long toNone = probes(() -> assertErrno(Errno.EADDRINUSE, () -> more[1].bind(address)));
            assertTrue(toLast < 20 && toNone < 20, toLast + ", " + toNone);
            assertErrno(Errno.EADDRINUSE, () -> more[2].bind("0.0.0.0:0"));
        }

        private static void bound(Pcb pcb, String address) {
            try {
                assertTrue(pcb.bind(address).localPort() > 0);
            } catch (ErrnoException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void ofOneAddressAreFreeToAnother() throws ErrnoException {
            sockets.lastPort = sockets.firstPort + 99;
            assertEquals(100, implicit(100, "10.0.0.1:0").size());
            assertEquals(100, implicit(100, "10.0.0.2:0").size());
            assertErrno(Errno.EADDRINUSE, () -> sockets.inet().bind("0.0.0.0:0"));
            assertNotNull(sockets.inet6().bind("[2001:db8::1]:0"));
        }

        @Test
        void ofOneDeviceAreFreeToAnother() throws ErrnoException {
            sockets.lastPort = sockets.firstPort;
            Flags west = new Flags();
            west.device = 7;
            Flags east = new Flags();
            east.device = 8;
            sockets.inet(west).bind("0.0.0.0:0");
            assertErrno(Errno.EADDRINUSE, () -> sockets.inet(west).bind("0.0.0.0:0"));
            assertErrno(Errno.EADDRINUSE, () -> sockets.inet().bind("0.0.0.0:0"));
            assertEquals(sockets.firstPort, sockets.inet(east).bind("0.0.0.0:0").localPort());
        }

        @Test
        void areSharedTowardsDifferentPeers() throws ErrnoException {
            sockets.lastPort = sockets.firstPort + 9;
            for (int peer = 2; peer < 52; peer++) {
                String to = Sockets.address(peer) + ":80";
                Set<Integer> ports = new HashSet<>();
                for (Pcb each : sockets.inets(10, new Flags())) {
                    ports.add(each.connectTowards(to).localPort());
                }
                assertEquals(10, ports.size());
            }
            String full = Sockets.address(2) + ":80";
            Pcb late = sockets.inet();
            assertErrno(Errno.EADDRNOTAVAIL, () -> late.connectTowards(full));
            assertEquals(0, late.localPort());
            assertErrno(Errno.EADDRINUSE, () -> sockets.inet().bind("10.0.0.1:32768"));
        }

        @Test
        void ofAnotherSocketAreNotSharedWithPeers() throws ErrnoException {
            sockets.lastPort = sockets.firstPort + 1;
            sockets.inet().bind("0.0.0.0:32768");
            assertEquals(32_769, sockets.inet().connectTowards("10.9.9.9:80").localPort());
            assertErrno(Errno.EADDRNOTAVAIL, () -> sockets.inet().connectTowards("10.9.9.9:80"));
        }
    }
}
