package io.sockit.udp;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.FileNames;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketInfo;
import io.sockit.api.SocketOptions;
import io.sockit.api.VirtualClock;
import io.sockit.inet.SockaddrIn;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/// Loads that are larger than the heap: a program of [SmallHeapTest], in a JVM that ends with the
/// first OutOfMemoryError of any thread. Prints a line for each load.
public final class SmallHeap {
    private static final int LOOPBACK = 0x7f00_0001;
    private static final int KIB = 1000;
    private static final Set<Errno> REFUSALS = Set.of(Errno.ENOBUFS, Errno.ENFILE, Errno.ENOMEM);

    private SmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        run("unread", Clock.system(), "", (a, b) -> unread(a, a, "127.0.0.1"));
        run("unread across a wire", Clock.virtual(), "link:w", (a, b) -> unread(a, b, "10.0.0.2"));
        run("wire", Clock.virtual(), "link:w?delay=20ms", SmallHeap::wire);
        run("fragments", Clock.virtual(), "link:w?loss=20%", SmallHeap::fragments);
        run("descriptors", Clock.system(), "", SmallHeap::descriptors);
        run("ports", Clock.system(), "", SmallHeap::ports);
        run("pipes", Clock.system(), "", SmallHeap::pipes);
        run("names", Clock.system(), "", SmallHeap::names);
        System.exit(0);
    }

    private interface Load {
        /// @param a where the load is brought
        /// @param b the other end of the wire
        String on(Host a, Host b) throws ErrnoException;
    }

    private static void run(String name, Clock clock, String wire, Load load) throws Exception {
        try (Network net = Network.create(clock, 1)) {
            Host a = host(net, "a", wire, "10.0.0.1/24");
            Host b = host(net, "b", wire, "10.0.0.2/24");
            String told = load.on(a, b);
            settle(a);
            serves(a, a, "127.0.0.1:7");
            serves(b, b, "127.0.0.1:7");
            if (!wire.isEmpty()) {
                serves(a, b, "10.0.0.2:7");
                serves(b, a, "10.0.0.1:7");
            }
            System.out.println(name + ": " + told);
        }
        check(isAlive("sockit-watchdog"), name + ": the watchdog is dead");
    }

    /// Lets what is on the way arrive.
    private static void settle(Host host) {
        if (host.network().clock() instanceof VirtualClock virtual) {
            virtual.advance(Duration.ofMinutes(1));
        }
    }

    private static Host host(Network net, String name, String wire, String address)
            throws ErrnoException {
        Host.Builder host = net.host(name).device("lo", "loopback:");
        return wire.isEmpty()
                ? host.start()
                : host.device("eth0", wire).address("eth0", address).start();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static boolean isAlive(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .anyMatch(Predicate.isEqual(thread));
    }

    /// A datagram comes, soon after some have been lost on the wire, and a time-out ends a wait.
    private static void serves(Host from, Host to, String address) throws ErrnoException {
        try (Process client = from.process();
                Process server = to.process()) {
            int here = Udp.of(client).inet();
            int there = Udp.of(server).bound(address);
            server.setsockopt(there, SocketOptions.SO_RCVTIMEO, Duration.ofMillis(50));
            boolean come = false;
            for (int i = 0; i < 20 && !come; i++) {
                client.sendto(here, new byte[9], 0, 9, 0, Udp.address(address));
                come = receives(server, there);
            }
            check(come, from.name() + " does not reach " + address + " of " + to.name());
            check(!receives(server, there), "a datagram was doubled");
        }
    }

    private static boolean receives(Process process, int fd) throws ErrnoException {
        try {
            return process.recv(fd, new byte[9], 0, 9, 0) == 9;
        } catch (ErrnoException e) {
            check(e.errno() == Errno.EAGAIN, e.getMessage());
            return false;
        }
    }

    private static long drops(Host host) {
        return host.counters().drops().values().stream().mapToLong(Long::longValue).sum();
    }

    private static long received(Host host) {
        return host.sockets().rows().stream()
                .map(SocketInfo::counts)
                .mapToLong(counts -> counts.inMessages())
                .sum();
    }

    /// 600 sockets that nobody reads.
    private static String unread(Host from, Host to, String address) throws ErrnoException {
        Udp servers = Udp.of(to);
        int first = 10_000;
        int sockets = 600;
        for (int i = 0; i < sockets; i++) {
            servers.bound(address + ":" + (first + i));
        }
        Udp client = Udp.of(from);
        int fd = client.inet();
        int rounds = 100;
        for (int i = 0; i < rounds * sockets; i++) {
            Sockaddr socket = Udp.address(address + ":" + (first + i % sockets));
            client.process.sendto(fd, new byte[KIB], 0, KIB, 0, socket);
        }
        settle(from);
        long kept = received(to);
        long dropped = drops(from) + (from.equals(to) ? 0 : drops(to));
        check(kept + dropped == rounds * sockets, "kept " + kept + ", dropped " + dropped);
        return "kept " + kept;
    }

    /// 300,000 datagrams onto a slow wire.
    private static String wire(Host a, Host b) throws ErrnoException {
        Udp.of(b).bound("10.0.0.2:9");
        Udp client = Udp.of(a);
        int fd = client.inet();
        int length = 1400;
        int sent = 300_000;
        for (int i = 0; i < sent; i++) {
            client.process.sendto(fd, new byte[length], 0, length, 0, Udp.address("10.0.0.2:9"));
        }
        settle(a);
        long come = received(b) + drops(b);
        check(come + drops(a) == sent, "came " + come + ", dropped " + drops(a));
        return "came " + come;
    }

    /// Fragments of datagrams that are never whole.
    private static String fragments(Host a, Host b) throws ErrnoException {
        Udp client = Udp.of(a);
        int fd = client.inet();
        int length = 60_000;
        for (int i = 0; i < 2000; i++) {
            client.process.sendto(fd, new byte[length], 0, length, 0, Udp.address("10.0.0.2:9"));
        }
        long evicted = b.counters().drops().getOrDefault("Ip.InFragEvicted", 0L);
        check(evicted > 0, "no fragment was evicted");
        return "evicted " + evicted;
    }

    private static String descriptors(Host a, Host b) throws ErrnoException {
        try (Process process = a.process()) {
            Udp udp = Udp.of(process);
            int fds = 100_000;
            for (int i = 0; i < fds; i++) {
                udp.inet();
            }
            serves(a, a, "127.0.0.1:7");
            return "opened " + fds;
        }
    }

    /// Makes some until there is no memory for more, and gives them back.
    private static String untilRefused(Host a, Step step) throws ErrnoException {
        int made = 0;
        try (Process process = a.process()) {
            for (; made < 200_000; made++) {
                step.run(Udp.of(process), made);
            }
            throw new IllegalStateException("made " + made);
        } catch (ErrnoException e) {
            check(REFUSALS.contains(e.errno()), e.getMessage());
        }
        return "made " + made;
    }

    private interface Step {
        void run(Udp udp, int number) throws ErrnoException;
    }

    private static String ports(Host a, Host b) throws ErrnoException {
        int each = 60_000;
        return untilRefused(
                a,
                (udp, i) -> {
                    SockaddrIn own = new SockaddrIn(LOOPBACK + i / each, 1024 + i % each);
                    udp.process.bind(udp.inet(), own);
                });
    }

    /// The longest names, one below the other.
    private static String names(Host a, Host b) throws ErrnoException {
        FileNames files = a.process().files();
        String longest = "n".repeat(255);
        int made = 0;
        try {
            for (; made < 200_000; made++) {
                files.mkdir(longest, 0777);
                files.chdir(longest);
            }
        } catch (ErrnoException e) {
            check(e.errno() == Errno.ENOSPC, e.getMessage());
            return "made " + made;
        }
        throw new IllegalStateException("made " + made);
    }

    private static String pipes(Host a, Host b) throws ErrnoException {
        byte[] full = new byte[16 * 4096];
        return untilRefused(
                a,
                (udp, i) -> {
                    int[] ends = udp.process.pipe(Fcntl.O_NONBLOCK);
                    int put = udp.process.write(ends[1], full, 0, full.length);
                    check(put > 0, "pipe " + i + " takes " + put);
                });
    }
}
