package io.sockit.socket.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.AddressFamily;
import io.sockit.api.ChangeListener.Change;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.InterfaceAddress;
import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.api.Neighbours;
import io.sockit.api.NetAddress;
import io.sockit.api.Prefix;
import io.sockit.api.Route;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.NetworkAddressing;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.TableEvents;
import io.sockit.spi.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mockito.Mockito;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// Rows come and go.
class ControlPlaneTest {
    private static final AddressFamily FAMILY = new AddressFamily(99, "AF_TEST");
    private static final AddressFamily OTHER = new AddressFamily(98, "AF_OTHER");
    private static final NetAddress ONE = NetAddress.of(FAMILY, new byte[] {10, 1});
    private static final NetAddress TWO = NetAddress.of(FAMILY, new byte[] {10, 2});

    private final HostStrand strand = new SteppedClock().strand("a");
    private final ControlPlane control = new ControlPlane(strand, new Notation(families()));

    /// A family whose addresses are two hexadecimal bytes.
    @SuppressWarnings("unchecked")
    private static ExtensionView<AddressFamily, ProtocolFamily> families() {
        ProtocolFamily family =
                Mockito.mock(
                        ProtocolFamily.class,
                        Mockito.withSettings().extraInterfaces(NetworkAddressing.class));
        Mockito.when(((NetworkAddressing) family).parseAddress("10.1")).thenReturn(ONE);
        Mockito.when(((NetworkAddressing) family).format(ONE)).thenReturn("10.1");
        Contribution<ProtocolFamily> row = Mockito.mock(Contribution.class);
        Mockito.when(row.value()).thenReturn(family);
        Mockito.when(row.plugin()).thenReturn("test");
        ExtensionView<AddressFamily, ProtocolFamily> view = Mockito.mock(ExtensionView.class);
        Mockito.when(view.all()).thenReturn(List.of(row));
        Mockito.when(view.find(FAMILY)).thenReturn(row);
        return view;
    }

    @BeforeEach
    void open() throws Exception {
        add(link(1, "eth0"));
        add(link(2, "eth1"));
    }

    @AfterEach
    void close() {
        strand.close();
    }

    private void add(Link link) throws ErrnoException {
        strand.<Link, ErrnoException>call(
                () -> {
                    control.linkAdded(link, Mockito.mock(LinkSettings.class));
                    return link;
                });
    }

    private void remove(Link link) {
        strand.run(() -> control.linkLeaves(link.index()));
        control.linkRemoved(link.index());
    }

    private static Link link(int index, String name) {
        return new Link(index, name, "x:", LinkType.IP, LinkAddress.NONE, 1500, false, true);
    }

    private static Route route(NetAddress to, int length, int link) {
        return new Route(new Prefix(to, length), null, link, null, 0);
    }

    private static void refused(Errno errno, Executable what) {
        assertEquals(errno, assertThrows(ErrnoException.class, what).errno());
    }

    @Nested
    class Tables {
        @Test
        void answerTheSameListWhileNothingChanges() throws Exception {
            control.routes().add(route(ONE, 8, 1));
            List<Route> rows = control.routes().rows();
            assertSame(rows, control.routes().rows());
            control.routes().add(route(ONE, 16, 1));
            assertNotSame(rows, control.routes().rows());
            assertEquals(1, rows.size());
            assertEquals(2, control.routes().rows().size());
        }

        @Test
        void keepOldListsWhenRowsAreRemovedAndAdded() throws Exception {
            Route first = route(ONE, 8, 1);
            Route second = route(ONE, 16, 1);
            control.routes().add(first);
            control.routes().add(second);
            List<Route> before = control.routes().rows();
            control.routes().remove(first);
            control.routes().add(first);
            assertEquals(List.of(first, second), before);
            assertEquals(List.of(second, first), control.routes().rows());
        }

        @Test
        void refuseWhatIsThere() throws Exception {
            control.routes().add(route(ONE, 8, 1));
            refused(Errno.EEXIST, () -> control.routes().add(route(ONE, 8, 2)));
            control.addresses().add("eth0", "10.1/8");
            refused(Errno.EEXIST, () -> control.addresses().add("eth0", "10.1/8"));
        }

        @Test
        void refuseWhatIsNot() {
            refused(Errno.ENODEV, () -> control.routes().add(route(ONE, 8, 3)));
            refused(Errno.ENODEV, () -> control.addresses().add("eth9", "10.1/8"));
            refused(Errno.ENOENT, () -> control.routes().remove(route(ONE, 8, 1)));
            refused(
                    Errno.EADDRNOTAVAIL,
                    () -> control.addresses().remove(new InterfaceAddress(1, ONE, 8)));
            refused(Errno.ENODEV, () -> control.links().up("eth9", true));
        }

        @Test
        void refuseTextThatNoFamilyKnows() {
            refused(Errno.EINVAL, () -> control.addresses().add("eth0", "10.9/8"));
            refused(Errno.EINVAL, () -> control.addresses().add("eth0", "10.1/17"));
            refused(Errno.EINVAL, () -> control.routes().add("10.1/8", "gate", "eth0"));
        }

        @Test
        void refuseRoutesThatMixFamilies() {
            NetAddress gateway = NetAddress.of(OTHER, new byte[2]);
            Route mixed = new Route(new Prefix(ONE, 8), gateway, 1, null, 0);
            refused(Errno.EINVAL, () -> control.routes().add(mixed));
        }

        @Test
        void keepTheHostPartOfAnAddressButNotOfARoute() throws Exception {
            assertEquals(ONE, control.addresses().add("eth0", "10.1/8").address());
            assertEquals(
                    NetAddress.of(FAMILY, new byte[] {10, 0}),
                    control.routes().add("10.1/8", null, "eth0").destination().address());
        }

        @Test
        void loseTheRowsOfARemovedInterface() throws Exception {
            control.routes().add(route(ONE, 8, 1));
            control.routes().add(route(TWO, 16, 2));
            control.addresses().add("eth0", "10.1");
            control.neighbours().put(new Neighbour(1, TWO, LinkAddress.NONE));
            remove(link(1, "eth0"));
            assertEquals(List.of(route(TWO, 16, 2)), control.routes().rows());
            assertEquals(List.of(), control.addresses().rows());
            assertEquals(List.of(), control.neighbours().rows());
            assertEquals(List.of(link(2, "eth1")), control.links().rows());
        }
    }

    /// Adding and removing rows one by one used to copy the table for each.
    @Nested
    class Costs {
        private static final int ROUTES = 20_000;

        /// Bytes that a row may take: the row's own, its key, its entry, and its events.
        private static final long PER_ROUTE = 400;

        private final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        private long allocated(Executable work) throws Throwable {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.execute();
            return threads.getCurrentThreadAllocatedBytes() - before;
        }

        private void addRoutes() throws ErrnoException {
            Prefix all = new Prefix(ONE, 8);
            for (int metric = 0; metric < ROUTES; metric++) {
                control.routes().add(new Route(all, null, 1, null, metric));
            }
        }

        private void removeRoutes() throws ErrnoException {
            for (Route row : control.routes().rows().reversed()) {
                control.routes().remove(row);
            }
        }

        private void requireProportion(long bytes) {
            assertTrue(bytes < ROUTES * PER_ROUTE, () -> bytes + " bytes");
        }

        @Test
        void growWithTheRowsAddedAndRemoved() throws Throwable {
            addRoutes();
            removeRoutes(); // warm
            requireProportion(allocated(this::addRoutes));
            requireProportion(allocated(this::removeRoutes));
        }

        @Test
        void growWithTheRowsOfARemovedInterface() throws Throwable {
            addRoutes();
            requireProportion(allocated(() -> remove(link(1, "eth0"))));
            assertEquals(List.of(), control.routes().rows());
        }
    }

    @Nested
    class Protocols {
        private final List<String> heard = new ArrayList<>();
        private final Owner owner = Mockito.mock(Owner.class);

        private final TableEvents.Listener<Neighbour> listener =
                new TableEvents.Listener<>() {
                    @Override
                    public void added(Neighbour row) {
                        hear("added", row);
                    }

                    @Override
                    public void removed(Neighbour row) {
                        hear("removed", row);
                    }
                };

        private void hear(String what, Neighbour row) {
            assertTrue(strand.inside());
            heard.add(what + " " + row.linkAddress());
        }

        private void put(String address) throws ErrnoException {
            control.neighbours().put(new Neighbour(1, ONE, LinkAddress.parse(address)));
        }

        @BeforeEach
        void live() {
            Mockito.when(owner.alive()).thenReturn(true);
        }

        @Test
        void hearOfRowsThatAreThereAndOfEachChange() throws Exception {
            put("01");
            control.events(owner).listen(control.neighbours(), listener);
            put("02");
            put("02");
            remove(link(1, "eth0"));
            assertEquals(List.of("added 01", "removed 01", "added 02", "removed 02"), heard);
        }

        @Test
        void hearOfAChangeBeforeItReturns() {
            control.events(owner).listen(control.neighbours(), listener);
            strand.run(
                    () -> {
                        assertDoesNotThrow(() -> put("01"));
                        assertEquals(List.of("added 01"), heard);
                    });
        }

        @Test
        void letOtherWorkRunWhileManyRowsOfAnInterfaceGo() throws Exception {
            for (int i = 0; i < 2500; i++) {
                byte[] bytes = {(byte) (i >> 8), (byte) i};
                control.routes().add(route(NetAddress.of(FAMILY, bytes), 16, 1));
            }
            List<Integer> left = new ArrayList<>();
            Task other = strand.view(owner).task(() -> left.add(control.routes().rows().size()));
            control.events(owner)
                    .listen(
                            control.routes(),
                            new TableEvents.Listener<Route>() {
                                @Override
                                public void added(Route row) {}

                                @Override
                                public void removed(Route row) {
                                    if (left.isEmpty()) {
                                        left.add(0);
                                        other.submit();
                                    }
                                }
                            });
            remove(link(1, "eth0"));
            assertEquals(List.of(0, 1500), left);
        }

        @Test
        void mayRemoveRowsWhileTheirInterfaceGoes() throws Exception {
            control.neighbours().put(new Neighbour(1, TWO, LinkAddress.NONE));
            put("01");
            control.events(owner)
                    .listen(
                            control.neighbours(),
                            new TableEvents.Listener<>() {
                                @Override
                                public void added(Neighbour row) {}

                                @Override
                                public void removed(Neighbour row) {
                                    heard.add("rows left: " + control.neighbours().rows().size());
                                }
                            });
            remove(link(1, "eth0"));
            assertEquals(List.of("rows left: 1", "rows left: 0"), heard);
        }

        @Test
        void areChargedWithWhatTheyThrow() throws Exception {
            IllegalStateException failure = new IllegalStateException("on purpose");
            TableEvents.Listener<Neighbour> failing = Mockito.mock();
            Mockito.doThrow(failure).when(failing).added(Mockito.any());
            control.events(owner).listen(control.neighbours(), failing);
            put("01");
            Mockito.verify(owner).fault(failure);
        }

        @Test
        void hearNothingOnceTheyAreForgotten() throws Exception {
            control.events(owner).listen(control.neighbours(), listener);
            strand.run(() -> control.forget(owner));
            put("01");
            assertEquals(List.of(), heard);
        }

        @Test
        void hearOfTablesOfTheirHostOnly() {
            Neighbours foreign = Mockito.mock(Neighbours.class);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> control.events(owner).listen(foreign, listener));
        }
    }

    @Nested
    class Listeners {
        private final List<String> heard = new ArrayList<>();

        private void hear(Change change, Neighbour row) {
            assertFalse(strand.inside());
            heard.add(change + " " + row.linkAddress());
        }

        private void put(String address) throws ErrnoException {
            control.neighbours().put(new Neighbour(1, ONE, LinkAddress.parse(address)));
        }

        @Test
        void hearOfChangesInOrder() throws Exception {
            control.neighbours().listen(this::hear);
            put("01");
            put("02");
            put("02");
            remove(link(1, "eth0"));
            assertEquals(List.of("ADDED 01", "CHANGED 02", "REMOVED 02"), heard);
        }

        @Test
        void hearNothingOnceClosed() throws Exception {
            control.neighbours().listen(this::hear).close();
            put("01");
            assertEquals(List.of(), heard);
        }

        @Test
        void mayThrow() throws Exception {
            control.neighbours()
                    .listen(
                            (change, row) -> {
                                throw new IllegalStateException("on purpose");
                            });
            control.neighbours().listen(this::hear);
            put("01");
            assertEquals(List.of("ADDED 01"), heard);
        }

        @Test
        void mayChangeTheTable() throws Exception {
            control.neighbours()
                    .listen(
                            (change, row) -> {
                                heard.add("begin");
                                if (heard.size() == 1) {
                                    assertDoesNotThrow(() -> put("02"));
                                }
                                heard.add("end");
                            });
            put("01");
            assertEquals(List.of("begin", "end", "begin", "end"), heard);
        }
    }
}
