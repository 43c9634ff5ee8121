package io.sockit.inet.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Prefix;
import io.sockit.api.Route;
import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.NetInterface;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class PrefixTrieTest {
    private static final List<RouteEntry.Kind> KINDS = List.of(RouteEntry.Kind.values());

    private final Random random = new Random(3);
    private final NetInterface[] links = new NetInterface[4];

    PrefixTrieTest() {
        for (int i = 0; i < links.length; i++) {
            links[i] = link(i + 1);
        }
    }

    /// An interface of which only the index counts.
    private static NetInterface link(int index) {
        return (NetInterface)
                Proxy.newProxyInstance(
                        NetInterface.class.getClassLoader(),
                        new Class<?>[] {NetInterface.class},
                        (self, method, arguments) ->
                                method.getReturnType() == boolean.class ? (Object) true : index);
    }

    private RouteEntry entry(long high, long low, int length, int metric) {
        NetInterface link = links[random.nextInt(links.length)];
        RouteEntry.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        return new RouteEntry(kind, high, low, length, link, null, metric);
    }

    /// An address of few different bits, so that prefixes meet.
    private long bits() {
        long few = random.nextLong();
        few &= random.nextLong();
        few &= random.nextLong();
        return few & 0x8100_0000_8100_0003L;
    }

    private static RouteEntry naive(List<RouteEntry> all, long high, long low, int wanted) {
        RouteEntry best = null;
        for (RouteEntry entry : all) {
            boolean holds = Bits.common(high, low, entry.high, entry.low) >= entry.length;
            if (holds && entry.serves(wanted, 0) && (best == null || better(entry, best))) {
                best = entry;
            }
        }
        return best;
    }

    private static boolean better(RouteEntry entry, RouteEntry best) {
        return entry.length != best.length ? entry.length > best.length : entry.betterThan(best);
    }

    @Test
    void findsWhatAWalkThroughAllRoutesFinds() {
        for (int round = 0; round < 300; round++) {
            PrefixTrie trie = new PrefixTrie();
            List<RouteEntry> all = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                int length = random.nextInt(4) == 0 ? 128 : random.nextInt(129);
                RouteEntry entry = entry(bits(), bits(), length, random.nextInt(3));
                trie.add(entry);
                all.add(entry);
            }
            for (int i = 0; i < 100; i++) {
                long high = bits();
                long low = bits();
                int wanted = random.nextInt(5);
                assertSame(naive(all, high, low, wanted), trie.find(high, low, wanted, 0, false));
            }
        }
    }

    @Test
    void forgetsWhatIsRemoved() {
        for (int round = 0; round < 200; round++) {
            PrefixTrie trie = new PrefixTrie();
            List<RouteEntry> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                if (all.isEmpty() || random.nextInt(5) > 1) {
                    int length = random.nextInt(4) == 0 ? 128 : random.nextInt(129);
                    RouteEntry entry = entry(bits(), bits(), length, random.nextInt(3));
                    trie.add(entry);
                    all.add(entry);
                } else {
                    trie.remove(all.remove(random.nextInt(all.size())));
                }
                long high = bits();
                long low = bits();
                int wanted = random.nextInt(5);
                assertSame(naive(all, high, low, wanted), trie.find(high, low, wanted, 0, false));
            }
            all.forEach(trie::remove);
            long visits = trie.visits;
            assertNull(trie.find(bits(), bits(), 0, 0, false));
            assertEquals(visits, trie.visits, "nodes are left");
        }
    }

    @Test
    void findsTheRouteOfARow() {
        PrefixTrie trie = new PrefixTrie();
        RouteEntry[] entries = {entry(0, 0, 96, 1), entry(0, 0, 96, 1), entry(0, 0, 97, 1)};
        Prefix to = new Prefix(IpAddress.netAddress(0, IpAddress.mapped(0)), 0);
        for (int i = 0; i < entries.length; i++) {
            entries[i].row = new Route(to, null, 1, null, i);
            trie.add(entries[i]);
        }
        assertSame(entries[1], trie.find(0, 0, 96, new Route(to, null, 1, null, 1)));
        assertNull(trie.find(0, 0, 96, new Route(to, null, 1, null, 2)));
        assertNull(trie.find(0, 1, 98, new Route(to, null, 1, null, 2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 10_000, 200_000})
    void visitsOneWayDownHoweverManyRoutesThereAre(int routes) {
        PrefixTrie trie = new PrefixTrie();
        for (int i = 0; i < routes; i++) {
            trie.add(entry(0, IpAddress.mapped(random.nextInt()), 120, 0));
        }
        for (int i = 0; i < 100; i++) {
            long low = IpAddress.mapped(random.nextInt());
            RouteEntry entry = entry(0, low, 120, 0);
            long before = trie.visits;
            trie.add(entry);
            assertEquals(entry.low, trie.find(0, low, 0, 0, false).low);
            trie.remove(entry);
            assertTrue(trie.visits - before <= 3 * 25, "visits: " + (trie.visits - before));
        }
    }

    @Test
    void findsNothingInAnEmptyOne() {
        assertNull(new PrefixTrie().find(1, 2, 0, 0, false));
    }

    @Test
    void countsCommonBits() {
        assertEquals(128, Bits.common(5, 6, 5, 6));
        assertEquals(127, Bits.common(5, 6, 5, 7));
        assertEquals(0, Bits.common(Long.MIN_VALUE, 0, 0, 0));
        assertEquals(64, Bits.common(5, Long.MIN_VALUE, 5, 0));
    }
}
