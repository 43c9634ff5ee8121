package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Msg;
import io.sockit.api.Neighbour;
import io.sockit.api.NeighbourState;
import io.sockit.api.VirtualClock;
import io.sockit.inet.Inet;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

/// Hosts on an Ethernet find each other by themselves.
@SockitNetwork
class NeighboursTest {
    private Host a;
    private Host b;
    private Udp client;
    private Udp server;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=link:lan?type=ether&delay=1ms"},
                            address = {"eth0=10.0.0.1/24", "eth0=2001:db8::1/64"})
                    Host one,
            @HostSpec(
                            name = "b",
                            device = "eth0=link:lan?type=ether&delay=1ms",
                            address = {"10.0.0.2/24", "2001:db8::2/64"})
                    Host two) {
        a = one;
        b = two;
        client = Udp.of(one);
        server = Udp.of(two);
    }

    private void pass(Duration span) {
        ((VirtualClock) a.clock()).advance(span);
    }

    private static List<NeighbourState> states(Host host) {
        return host.neighbours().rows().stream().map(Neighbour::state).toList();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2:7, 0.0.0.0:7", "[2001:db8::2]:7, [::]:7"})
    void areAskedForWhenTheyAreSentToAndAge(String to, String here) throws ErrnoException {
        int from = client.connected(to);
        int at = server.bound(here);
        client.send(from, "hello");
        assertEquals(List.of(NeighbourState.INCOMPLETE), states(a));
        assertEquals("hello", server.await(at));
        assertEquals(List.of(NeighbourState.REACHABLE), states(a));
        assertEquals(List.of(NeighbourState.STALE), states(b));
        pass(Duration.ofSeconds(46));
        assertEquals(List.of(NeighbourState.STALE), states(a));
        client.send(from, "again");
        assertEquals(List.of(NeighbourState.DELAY), states(a));
        pass(Duration.ofSeconds(6)); // a probe, and its answer
        assertEquals(List.of(NeighbourState.REACHABLE), states(a));
    }

    @Test
    void areReachableIfTheCallerSaysThatItsPeerAnswered() throws ErrnoException {
        int from = client.connected("10.0.0.2:7");
        server.bound("0.0.0.0:7");
        client.send(from, "hello");
        pass(Duration.ofSeconds(50));
        assertEquals(List.of(NeighbourState.STALE), states(a));
        client.process.send(from, new byte[1], 0, 1, Msg.MSG_CONFIRM);
        assertEquals(List.of(NeighbourState.REACHABLE), states(a));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.9:7", "[2001:db8::9]:7"})
    void thatDoNotAnswerAreUnreachableAfterThreeQuestions(String to) throws ErrnoException {
        int from = client.connected(to);
        boolean v4 = to.startsWith("10");
        client.process.setsockopt(from, v4 ? Inet.IP_RECVERR : Inet.IPV6_RECVERR, true);
        client.send(from, "hello");
        long before = a.clock().nanoTime();
        assertErrno(Errno.EHOSTUNREACH, () -> client.process.recv(from, new byte[1], 0, 1, 0));
        assertEquals(Duration.ofSeconds(3).toNanos(), a.clock().nanoTime() - before);
        assertEquals(List.of(NeighbourState.FAILED), states(a));
    }

    @Test
    void areForgottenWithThePluginThatLearntThem() throws Exception {
        int from = client.connected("10.0.0.2:7");
        int at = server.bound("0.0.0.0:7");
        client.send(from, "hello");
        server.await(at);
        server.process.close(at);
        unload(b);
        assertEquals(List.of(), states(b));
    }

    @Test
    void leaveNoPacketBehindThatWaitsForThem() throws Exception {
        int from = client.connected("10.0.0.9:7");
        client.send(from, "hello");
        client.process.close(from);
        unload(a);
    }

    private static void unload(Host host) throws ErrnoException {
        for (String plugin : List.of("udp", "udplite", "inet")) {
            host.plugins().unload(plugin);
        }
    }
}
