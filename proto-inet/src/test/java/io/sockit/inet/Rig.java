package io.sockit.inet;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;

import io.sockit.api.Addresses;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbours;
import io.sockit.api.Routes;
import io.sockit.api.Table;
import io.sockit.inet.arp.Arp;
import io.sockit.inet.fragment.FragmentErrors;
import io.sockit.inet.fragment.Fragments;
import io.sockit.inet.icmp.IcmpInput;
import io.sockit.inet.icmp.IcmpReporter;
import io.sockit.inet.icmp.Icmpv6Input;
import io.sockit.inet.input.Ipv4Input;
import io.sockit.inet.input.Ipv6Input;
import io.sockit.inet.neighbour.NeighbourCache;
import io.sockit.inet.output.IpSender;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpProtocol;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.Contribution;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Extensions;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.TableEvents;
import io.sockit.spi.Task;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The network layer alone, put together on interfaces that a test plays: for tests that
/// count every packet, and for those that need a million. For one thread, which is its strand.
final class Rig
        implements Extensions, Interfaces, CounterRegistry, Strand, SysctlRegistry, TableEvents {
    final PacketPool pool;
    final Rows.AddressRows addresses = new Rows.AddressRows();
    final Rows.RouteRows routes = new Rows.RouteRows();
    final Rows.NeighbourRows neighbours = new Rows.NeighbourRows();
    final Map<String, Integer> settings = new HashMap<>();
    final List<Throwable> faults = new ArrayList<>();
    final Routing routing;
    final Arp arp;
    final NeighbourCache neighbourCache;
    final Transports transports;
    final InetSettings inet;
    final IpSender sender;
    final IcmpReporter reporter;
    final Fragments fragments;
    final RigTimers timers = new RigTimers();
    final Ipv4Input v4;
    final Ipv6Input v6;
    long now;
    long drops;

    private final Map<String, Count> counters = new TreeMap<>();
    private final List<Interfaces.Listener> listeners = new ArrayList<>();
    private final Map<Integer, Wire> wires = new HashMap<>();

    Rig(PacketPool pool) {
        this.pool = pool;
        Injector parts = Guice.createInjector(new Host());
        routing = parts.getInstance(Routing.class);
        arp = parts.getInstance(Arp.class);
        neighbourCache = parts.getInstance(NeighbourCache.class);
        transports = parts.getInstance(Transports.class);
        inet = parts.getInstance(InetSettings.class);
        sender = parts.getInstance(IpSender.class);
        reporter = parts.getInstance(IcmpReporter.class);
        fragments = parts.getInstance(Fragments.class);
        v4 = parts.getInstance(Ipv4Input.class);
        v6 = parts.getInstance(Ipv6Input.class);
        transport(1, parts.getInstance(IcmpInput.class));
        transport(58, parts.getInstance(Icmpv6Input.class));
    }

    /// What a host gives to a plug-in, and what the plug-in says of its own parts.
    private final class Host extends AbstractModule {
        @Override
        protected void configure() {
            bind(PacketPool.class).toInstance(pool);
            bind(Addresses.class).toInstance(addresses);
            bind(Routes.class).toInstance(routes);
            bind(Neighbours.class).toInstance(neighbours);
            bind(Timers.class).toInstance(timers);
            bind(RandomStreams.class).toInstance(name -> new Random(1));
            bind(Extensions.class).toInstance(Rig.this);
            bind(Interfaces.class).toInstance(Rig.this);
            bind(CounterRegistry.class).toInstance(Rig.this);
            bind(Strand.class).toInstance(Rig.this);
            bind(TableEvents.class).toInstance(Rig.this);
            bind(SysctlRegistry.class).toInstance(Rig.this);
            bind(FragmentErrors.class).to(IcmpReporter.class);
            bind(InetSettings.class).to(InetSysctls.class);
        }
    }

    Wire wire(String name, LinkType type, int mtu, boolean loopback) {
        Wire wire = new Wire(wires.size() + 1, name, type, mtu, loopback);
        wires.put(wire.index(), wire);
        tell(wire);
        return wire;
    }

    void transport(int number, TransportInput input) {
        IpProtocol key = new IpProtocol(number, "test");
        transports.added(key, new Row<>(input, faults));
    }

    Packet packet(byte[] bytes, Wire from) {
        Packet packet = pool.take();
        packet.append(bytes, 0, bytes.length);
        packet.interfaceIndex(from.index());
        return packet;
    }

    /// Gives a packet in, by its version.
    void input(byte[] bytes, Wire from) {
        if (bytes.length > 0 && bytes[0] >>> 4 == 6) {
            v6.input(packet(bytes, from), from);
        } else {
            v4.input(packet(bytes, from), from);
        }
    }

    /// Lets time pass, and timers expire.
    void pass(long nanos) {
        now += nanos;
        timers.expire(now);
    }

    /// Takes an interface down.
    void down(Wire wire) {
        wire.up = false;
        tell(wire);
    }

    /// Takes an interface up again.
    void up(Wire wire) {
        wire.up = true;
        tell(wire);
    }

    void mtu(Wire wire, int mtu) {
        wire.mtu = mtu;
        tell(wire);
    }

    private void tell(Wire wire) {
        listeners.forEach(listener -> listener.changed(wire));
    }

    long count(String name) {
        Count count = counters.get(name);
        return count == null ? 0 : count.value;
    }

    Map<String, Count> counters() {
        return counters;
    }

    /// One counter; those that were reasons of drops know how often.
    static final class Count implements Counter {
        private final String name;
        long value;

        Count(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void increment() {
            value++;
        }

        @Override
        public void add(long amount) {
            value += amount;
        }

        @Override
        public long value() {
            return value;
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    private record Row<T>(T value, List<Throwable> faults) implements Contribution<T> {
        @Override
        public String plugin() {
            return "test";
        }

        @Override
        public void fault(Throwable failure) {
            faults.add(failure);
        }

        @Override
        public boolean pin() {
            return true;
        }

        @Override
        public void release() {}
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, Count::new);
    }

    @Override
    public void drop(Packet packet, Counter reason) {
        drops++;
        reason.increment();
        packet.release();
    }

    @Override
    public <K, T> ExtensionView<K, T> of(ExtensionPoint<K, T> point) {
        return new ExtensionView<>() {
            @Override
            public Contribution<T> find(K key) {
                return null;
            }

            @Override
            public List<Contribution<T>> all() {
                return List.of();
            }

            @Override
            public void listen(ExtensionView.Listener<K, T> listener) {}
        };
    }

    @Override
    public NetInterface find(int index) {
        return wires.get(index);
    }

    @Override
    public NetInterface find(String name) {
        return null;
    }

    @Override
    public void listen(Interfaces.Listener listener) {
        wires.values().forEach(listener::changed);
        listeners.add(listener);
    }

    @Override
    public <R> void listen(Table<R> table, TableEvents.Listener<R> listener) {
        ((Rows<R>) table).listen(listener);
    }

    @Override
    public boolean inside() {
        return true;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Poke poke(Poke.Handler handler) {
        return handler::poked;
    }

    @Override
    public Poke batchPoke(Poke.Handler handler) {
        return handler::poked;
    }

    @Override
    public Task task(Runnable work) {
        throw new AssertionError("not of a rig");
    }

    @Override
    public OffStrandTask offStrand(Runnable work) {
        throw new AssertionError("not of a rig");
    }

    @Override
    public <T, E extends Exception> T call(Work<T, E> work) throws E {
        return work.run();
    }

    @Override
    public IntSysctl integer(String name, int initial, int min, int max, String about) {
        Integer boxed = initial; // once: to read a setting does not allocate
        return () -> settings.getOrDefault(name, boxed);
    }

    @Override
    public BooleanSysctl flag(String name, boolean initial, String about) {
        return () -> settings.getOrDefault(name, initial ? 1 : 0) != 0;
    }

    @Override
    public RangeSysctl range(String name, int first, int second, int min, int max, String about) {
        return () -> (long) first << Integer.SIZE | second;
    }

    @Override
    public TripleSysctl triple(String name, Triple initial, int min, int max, String about) {
        return () -> initial;
    }

    @Override
    public WordSysctl word(
            String name, String initial, Predicate<String> allows, String allowed, String about) {
        return () -> initial;
    }
}
