package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.InterfaceAddress;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.api.NetAddress;
import io.sockit.api.Route;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {
    private final Rig rig = new Rig(PacketPool.checked());
    private final IpFlow flow = rig.inet.hostFlow();
    private final Wire lo = rig.wire("lo", LinkType.IP, 65_535, true);
    private final Wire eth0 = rig.wire("eth0", LinkType.IP, 1500, false);
    private final Wire eth1 = rig.wire("eth1", LinkType.ETHERNET, 1500, false);

    RoutingTest() {
        rig.addresses.add(lo, "127.0.0.1/8");
        rig.addresses.add(lo, "::1/128");
    }

    private Errno to(String text, int scope) {
        NetAddress address = Rows.address(text);
        flow.to(IpAddress.high(address), IpAddress.low(address), scope);
        return rig.routing.find(flow);
    }

    private String way(String text) {
        Errno errno = to(text, 0);
        return errno != null
                ? errno.toString()
                : flow.out().link().name()
                        + " "
                        + Packets.text(flow.sourceHigh(), flow.sourceLow());
    }

    @Nested
    class Ways {
        @Test
        void leadToOwnAddressesThroughTheLoopback() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth0, "2001:db8::1/64");
            assertEquals("lo 10.0.0.1", way("10.0.0.1"));
            assertEquals("lo 127.0.0.1", way("127.9.9.9"));
            assertEquals("lo 2001:db8::1", way("2001:db8::1"));
            assertEquals("lo ::1", way("::1"));
            rig.down(lo);
            assertEquals("ENETUNREACH", way("10.0.0.1"));
        }

        @Test
        void leadNowhereToTheUnspecifiedAddress() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth0, "2001:db8::1/64");
            rig.routes.add(eth0, "0.0.0.0/0", null, 0);
            rig.routes.add(eth0, "::/0", null, 0);
            assertEquals("ENETUNREACH", way("0.0.0.0"));
            assertEquals("ENETUNREACH", way("::"));
        }

        @Test
        void takeTheLongestPrefixThenTheLowestMetric() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth1, "10.1.0.1/24");
            rig.neighbours.put(
                    new Neighbour(3, Rows.address("10.1.0.9"), LinkAddress.of((byte) 1)));
            rig.routes.add(eth0, "0.0.0.0/0", "10.0.0.9", 0);
            rig.routes.add(eth1, "192.0.2.0/24", "10.1.0.9", 5);
            assertEquals("eth0 10.0.0.1", way("198.51.100.1"));
            assertEquals("eth1 10.1.0.1", way("192.0.2.1"));
            rig.routes.add(eth0, "192.0.2.0/24", "10.0.0.9", 4);
            assertEquals("eth0 10.0.0.1", way("192.0.2.1"));
            rig.down(eth0);
            assertEquals("eth1 10.1.0.1", way("192.0.2.1"));
            assertEquals("ENETUNREACH", way("198.51.100.1"));
        }

        @Test
        void ofOneFamilyAreNotThoseOfTheOther() {
            rig.addresses.add(eth0, "2001:db8::1/64");
            rig.routes.add(eth0, "::/0", "2001:db8::9", 0);
            assertEquals("ENETUNREACH", way("192.0.2.1"));
            assertEquals("eth0 2001:db8::1", way("2001:9::1"));
        }

        @Test
        void leadToANeighbourThatIsNotKnownYet() {
            rig.addresses.add(eth1, "10.1.0.1/24");
            assertEquals("eth1 10.1.0.1", way("10.1.0.5"));
            assertNull(flow.nextHop().address());
            LinkAddress there = LinkAddress.parse("02:00:00:00:00:05");
            rig.neighbours.put(new Neighbour(3, Rows.address("10.1.0.5"), there));
            assertEquals("eth1 10.1.0.1", way("10.1.0.5"));
            assertEquals(there, flow.nextHop().address());
        }

        @Test
        void holdWhenANeighbourMoves() {
            rig.addresses.add(eth1, "10.1.0.1/24");
            NetAddress peer = Rows.address("10.1.0.5");
            rig.neighbours.put(new Neighbour(3, peer, LinkAddress.of((byte) 1)));
            assertEquals("eth1 10.1.0.1", way("10.1.0.5"));
            rig.neighbours.put(new Neighbour(3, peer, LinkAddress.of((byte) 2)));
            assertEquals(LinkAddress.of((byte) 2), flow.nextHop().address()); // without a look-up
            rig.neighbours.put(
                    new Neighbour(3, Rows.address("10.1.0.6"), LinkAddress.of((byte) 3)));
            rig.neighbours.remove(new Neighbour(3, peer, LinkAddress.of((byte) 2)));
            assertEquals("eth1 10.1.0.1", way("10.1.0.5"));
            assertNull(flow.nextHop().address());
            rig.neighbours.put(new Neighbour(3, peer, LinkAddress.of((byte) 4)));
            assertEquals("eth1 10.1.0.1", way("10.1.0.5"));
            assertEquals(LinkAddress.of((byte) 4), flow.nextHop().address());
        }

        @Test
        void comeAndGoWithRowsAndInterfaces() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            Route wide = new Route(Rows.prefix("192.0.0.0/16"), null, 2, null, 0);
            Route near = new Route(Rows.prefix("192.0.2.0/24"), null, 2, null, 0);
            rig.routes.add(near);
            rig.routes.add(wide);
            assertEquals("eth0 10.0.0.1", way("192.0.2.1"));
            rig.routes.remove(near);
            assertEquals("eth0 10.0.0.1", way("192.0.2.1"));
            rig.routes.remove(wide);
            assertEquals("ENETUNREACH", way("192.0.2.1"));
            rig.down(eth0);
            rig.routes.add(near);
            assertEquals("ENETUNREACH", way("10.0.0.2"));
            assertNull(rig.routing.cast(0, IpAddress.mapped(0x0a000001), eth0));
            rig.up(eth0);
            assertEquals("eth0 10.0.0.1", way("192.0.2.1"));
            assertEquals(Cast.UNICAST, rig.routing.cast(0, IpAddress.mapped(0x0a000001), eth0));
            rig.addresses.remove(rig.addresses.rows().getLast());
            assertEquals("EADDRNOTAVAIL", way("192.0.2.1"));
            assertNull(rig.routing.cast(0, IpAddress.mapped(0x0a000001), eth0));
            assertFalse(rig.routing.isBroadcast(0, IpAddress.mapped(0x0a0000ff)));
        }

        @Test
        void toGroupsHaveALinkAddressByRule() {
            rig.addresses.add(eth1, "10.1.0.1/24");
            rig.addresses.add(eth1, "2001:db8::1/64");
            assertNull(to("239.129.2.3", 0));
            assertEquals("01:00:5e:01:02:03", flow.nextHop().address().toString());
            assertNull(to("ff02::1:ff00:203", 3));
            assertEquals("33:33:ff:00:02:03", flow.nextHop().address().toString());
        }

        @Test
        void toGroupsAreThoseOfTheSourceAddress() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth1, "10.1.0.1/24");
            assertEquals("eth0 10.0.0.1", way("239.1.1.1"));
            flow.from(0, IpAddress.mapped(0x0a010001), 0);
            assertEquals("eth1 10.1.0.1", way("239.1.1.1"));
            rig.routes.add(eth0, "239.0.0.0/8", null, 0);
            assertEquals("eth1 10.1.0.1", way("239.1.1.2")); // as Linux, whatever is longer
            flow.from(0, IpAddress.mapped(0x0a000001), 0);
            assertEquals("eth0 10.0.0.1", way("239.1.1.2"));
        }

        @Test
        void toAllNeedPermission() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            assertEquals("EACCES", way("10.0.0.255"));
            assertEquals("EACCES", way("255.255.255.255"));
            assertEquals("EACCES", way("127.255.255.255"));
        }

        /// RFC 1122 §3.2.1.3 (g) of 127/8, and Linux of every network on the loopback.
        @Test
        void toANetworkOfTheLoopbackEndOnThisHost() {
            rig.addresses.add(lo, "10.0.0.1/24");
            assertEquals("lo 10.0.0.1", way("10.0.0.2"));
            for (String here : new String[] {"10.0.0.1", "10.0.0.2", "127.3.3.3"}) {
                long low = IpAddress.low(Rows.address(here));
                assertEquals(Cast.UNICAST, rig.routing.cast(0, low, lo), here);
                assertTrue(rig.routing.isLocal(0, low), here);
            }
            long near = IpAddress.low(Rows.address("10.0.0.2"));
            assertEquals(Cast.UNICAST, rig.routing.cast(0, near, eth0));
            rig.addresses.add(eth0, "10.0.0.130/25");
            assertEquals("eth0 10.0.0.130", way("10.0.0.131"));
            assertFalse(rig.routing.isLocal(0, IpAddress.low(Rows.address("10.0.0.131"))));
            assertNull(rig.routing.cast(0, IpAddress.low(Rows.address("10.0.1.2")), lo));
        }

        @Test
        void toALinkLocalAddressNeedAScope() {
            rig.addresses.add(eth0, "fe80::1/64");
            rig.addresses.add(eth1, "fe80::1/64");
            assertEquals("EINVAL", way("fe80::2"));
            assertNull(to("fe80::2", 2));
            assertEquals("eth0", flow.out().link().name());
            assertNull(to("fe80::2", 3));
            assertNull(to("fe80::1", 3));
            assertEquals("lo", flow.out().link().name());
        }

        @Test
        void fromAnAddressOfTheOtherFamilyThereAreNone() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            flow.from(0, 1, 0);
            assertEquals("ENETUNREACH", way("10.0.0.2"));
        }

        @Test
        void areNotLookedUpAgainWhileNothingChanges() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            assertEquals("eth0 10.0.0.1", way("10.0.0.2"));
            eth0.up = false; // without a new row: nobody was told
            assertEquals("eth0 10.0.0.1", way("10.0.0.2"));
            rig.down(eth0);
            assertEquals("ENETUNREACH", way("10.0.0.2"));
        }
    }

    @Nested
    class Sources {
        @Test
        void areWhatTheRoutePrefers() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth0, "10.0.0.2/24");
            rig.routes.add(
                    new Route(Rows.prefix("192.0.2.0/24"), null, 2, Rows.address("10.0.0.2"), 0));
            assertEquals("eth0 10.0.0.2", way("192.0.2.1"));
        }

        @Test
        void ofIpv4AreNearTheNextHop() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth0, "10.0.5.1/24");
            rig.routes.add(eth0, "192.0.2.0/24", "10.0.5.9", 0);
            rig.routes.add(eth0, "198.51.100.0/24", null, 0);
            assertEquals("eth0 10.0.5.1", way("192.0.2.1"));
            assertEquals("eth0 10.0.0.1", way("198.51.100.1"));
        }

        @Test
        void ofIpv4AreBorrowedWhereTheInterfaceHasNone() {
            rig.routes.add(eth0, "192.0.2.0/24", null, 0);
            assertEquals("EADDRNOTAVAIL", way("192.0.2.1"));
            rig.addresses.add(eth1, "10.1.0.1/24");
            assertEquals("eth0 10.1.0.1", way("192.0.2.1"));
        }

        /// The examples of RFC 6724 §10.1, as far as their rules are here.
        @ParameterizedTest
        @CsvSource({
            "2001:db8:1::1,  2001:db8:3::1, fe80::1,          2001:db8:3::1", // rule 2
            "ff05::1,        2001:db8:3::1, fe80::1,          2001:db8:3::1",
            "2001:db8:1::1,  2001:db8:1::1, 2001:db8:2::1,    2001:db8:1::1", // rule 1
            "fe80::9,        fe80::2,       2001:db8:1::1,    fe80::2", // rule 2
            "2001:db8:1::1,  2001:db8:1::2, 2001:db8:3::2,    2001:db8:1::2", // rule 8
            "2002:c633:6401::1, 2001:db8:1::2, 2002:c633:6401::2, 2002:c633:6401::2", // rule 6
            "fc00::9,        2001:db8:1::2, fd00::2,          fd00::2",
        })
        void ofIpv6FollowTheRules(String to, String a, String b, String chosen) {
            if (!to.equals("2001:db8:1::1") || !a.equals(to)) {
                rig.routes.add(eth0, "::/0", null, 0);
            }
            rig.addresses.add(eth0, a + "/64");
            rig.addresses.add(eth0, b + "/64");
            assertNull(to(to, to.startsWith("fe80") ? 2 : 0));
            assertEquals(chosen, Packets.text(flow.sourceHigh(), flow.sourceLow()));
            for (InterfaceAddress row : rig.addresses.rows().reversed()) {
                rig.addresses.remove(row);
                rig.addresses.add(row); // the other way round
            }
            assertNull(to(to, to.startsWith("fe80") ? 2 : 0));
            assertEquals(chosen, Packets.text(flow.sourceHigh(), flow.sourceLow()));
        }

        /// RFC 6724 §4.
        @Test
        void ofIpv6AreThoseOfTheLinkForGroupsAndLinkLocalAddresses() {
            rig.addresses.add(eth1, "2001:db8:1::1/64");
            rig.addresses.add(eth0, "fe80::1/64");
            assertNull(to("ff05::1", 2));
            assertEquals("fe80::1", Packets.text(flow.sourceHigh(), flow.sourceLow()));
            rig.addresses.remove(rig.addresses.rows().getLast());
            rig.routes.add(eth0, "::/0", null, 0);
            rig.routes.add(eth0, "ff00::/8", null, 0);
            assertEquals("eth0 2001:db8:1::1", way("2001:9::1"));
            assertEquals(Errno.EADDRNOTAVAIL, to("ff02::1", 2));
            assertEquals(Errno.EADDRNOTAVAIL, to("fe80::9", 2));
        }

        @Test
        void ofIpv6ArePreferredOnTheWayOut() {
            rig.addresses.add(eth1, "2001:db8:1::1/64");
            rig.addresses.add(eth0, "2001:db8:2::1/64");
            rig.routes.add(eth0, "2001:db8:1:1::/64", null, 0);
            assertEquals("eth0 2001:db8:2::1", way("2001:db8:1:1::1")); // rule 5 before rule 8
        }
    }

    @Nested
    class Own {
        private void checkBind(String text, int scope) throws ErrnoException {
            NetAddress address = Rows.address(text);
            rig.routing.checkBind(IpAddress.high(address), IpAddress.low(address), scope);
        }

        private Errno refused(String text, int scope) {
            return assertThrows(ErrnoException.class, () -> checkBind(text, scope)).errno();
        }

        @Test
        void addressesAndThoseOfManyMayBeBound() throws Exception {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth0, "fe80::1/64");
            checkBind("0.0.0.0", 0);
            checkBind("::", 0);
            checkBind("10.0.0.1", 0);
            checkBind("10.0.0.255", 0);
            checkBind("127.5.5.5", 0);
            checkBind("239.1.1.1", 0);
            checkBind("fe80::1", 2);
            checkBind("ff02::1", 2);
            checkBind("ff05::1", 0);
            assertEquals(Errno.EADDRNOTAVAIL, refused("10.0.0.2", 0));
            assertEquals(Errno.EADDRNOTAVAIL, refused("2001:db8::1", 0));
            assertEquals(Errno.EADDRNOTAVAIL, refused("fe80::1", 3));
            assertEquals(Errno.EADDRNOTAVAIL, refused("fe80::1", 1));
            assertEquals(Errno.EINVAL, refused("fe80::1", 0));
            assertEquals(Errno.EINVAL, refused("ff02::1", 0));
        }

        @Test
        void broadcastAddressesAreThoseOfOwnNetworks() {
            rig.addresses.add(eth0, "10.0.0.1/24");
            rig.addresses.add(eth1, "10.1.0.1/31");
            assertTrue(rig.routing.isBroadcast(0, IpAddress.mapped(0x0a0000ff)));
            assertTrue(rig.routing.isBroadcast(0, IpAddress.mapped(-1)));
            assertFalse(rig.routing.isBroadcast(0, IpAddress.mapped(0x0a010001)));
            assertFalse(rig.routing.isBroadcast(0, IpAddress.mapped(0x0a0001ff)));
            assertTrue(rig.routing.isLocal(0, IpAddress.mapped(0x0a010001)));
        }
    }
}
