package io.sockit.bench;

import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.NetAddress;
import io.sockit.api.Network;
import io.sockit.api.Prefix;
import io.sockit.api.Process;
import io.sockit.api.Route;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import java.util.Locale;

/// Prints what one of many costs, beside few and many others: a main class of its own, since such
/// costs are compared with themselves. Each is to be the same in every line, but for caches.
///
/// ```
/// java -Dguice_bytecode_gen_option=DISABLED -cp "kit-cli/target/lib/*" io.sockit.bench.FlatCosts
/// ```
public final class FlatCosts {
    private static final int LOOPBACK = 0x7f00_0001;
    private static final int ROUNDS = 20_000;
    private static final int[] COUNTS = {10, 1000, 100_000};

    private FlatCosts() {}

    public static void main(String[] arguments) throws ErrnoException {
        for (int warm = 0; warm < 2; warm++) {
            for (int count : COUNTS) {
                sockets(Math.min(count, 20_000));
                watches(count);
                routes(count);
            }
        }
    }

    /// Something that is done again and again.
    private interface Step {
        void run(int number) throws ErrnoException;
    }

    private static void print(String what, int count, int times, Step step) throws ErrnoException {
        long before = System.nanoTime();
        for (int i = 0; i < times; i++) {
            step.run(i);
        }
        double each = (System.nanoTime() - before) / (double) times;
        System.out.printf(Locale.ROOT, "%-40s beside %,9d  %,12.0f ns%n", what, count, each);
    }

    private static int udp(Process process) throws ErrnoException {
        return process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
    }

    /// Connected sockets of one port.
    private static void sockets(int count) throws ErrnoException {
        try (Network network = Network.create(1)) {
            Host host = network.host("a").device("lo", "loopback:").start();
            Process servers = host.process();
            Process client = host.process();
            int[] fds = new int[count];
            SockaddrIn one = new SockaddrIn(LOOPBACK, 5000);
            print(
                    "bind and connect a socket of one port",
                    count,
                    count,
                    i -> {
                        fds[i] = udp(servers);
                        servers.setsockopt(fds[i], SocketOptions.SO_REUSEADDR, true);
                        servers.bind(fds[i], one);
                        servers.connect(fds[i], new SockaddrIn(LOOPBACK + 1 + i, 7000));
                    });
            int fd = udp(client);
            client.bind(fd, new SockaddrIn(LOOPBACK + count, 7000));
            byte[] data = new byte[Payload.SMALL];
            print(
                    "datagram to a socket of one port",
                    count,
                    ROUNDS,
                    i -> {
                        client.sendto(fd, data, 0, data.length, 0, one);
                        servers.recv(fds[count - 1], data, 0, data.length, 0);
                    });
            print("close a socket of one port", count, count, i -> servers.close(fds[i]));
        }
    }

    /// Eventfds that an epoll watches.
    private static void watches(int count) throws ErrnoException {
        try (Network network = Network.create(1)) {
            Process process = network.host("a").start().process();
            int epoll = process.epollCreate(0);
            int[] fds = new int[count];
            for (int i = 0; i < count; i++) {
                fds[i] = process.eventfd(0, 0);
                process.epollCtl(epoll, Epoll.EPOLL_CTL_ADD, fds[i], Epoll.EPOLLIN, i);
            }
            EpollEvents events = new EpollEvents(1);
            byte[] one = {1, 1, 1, 1, 0, 0, 0, 0};
            byte[] read = new byte[one.length];
            print(
                    "wait for one of the watched",
                    count,
                    ROUNDS,
                    i -> {
                        int fd = fds[i % count];
                        process.write(fd, one, 0, one.length);
                        process.epollWait(epoll, events, -1);
                        process.read(fd, read, 0, read.length);
                    });
        }
    }

    private static void routes(int count) throws ErrnoException {
        try (Network network = Network.create(1)) {
            Host a = host(network, 1);
            Host b = host(network, 2);
            int link = a.links().find("eth0").orElseThrow().index();
            Route[] rows = new Route[count];
            for (int i = 0; i < count; i++) {
                byte[] bytes = {(byte) (11 + (i >> 16)), (byte) (i >> 8), (byte) i, 0};
                Prefix prefix = new Prefix(NetAddress.of(Inet.AF_INET, bytes), 24);
                rows[i] = new Route(prefix, null, link, null, 0);
            }
            print("add a route", count, count, i -> a.routes().add(rows[i]));
            Process client = a.process();
            Process server = b.process();
            int from = udp(client);
            int to = udp(server);
            SockaddrIn address = SockaddrIn.parse("10.0.0.2:9");
            server.bind(to, address);
            byte[] data = new byte[Payload.SMALL];
            print(
                    "datagram along a route",
                    count,
                    ROUNDS,
                    i -> {
                        client.sendto(from, data, 0, data.length, 0, address);
                        server.recv(to, data, 0, data.length, 0);
                    });
            print("remove a route", count, count / 2, i -> a.routes().remove(rows[i]));
            long before = System.nanoTime();
            a.removeDevice("eth0");
            double each = (System.nanoTime() - before) / (count / 2.0);
            System.out.printf(
                    Locale.ROOT, "%-40s of %,13d  %,12.0f ns%n", "lose a route", count / 2, each);
        }
    }

    private static Host host(Network network, int number) throws ErrnoException {
        return network.host("h" + number)
                .device("eth0", "link:x")
                .address("eth0", "10.0.0." + number + "/24")
                .start();
    }
}
