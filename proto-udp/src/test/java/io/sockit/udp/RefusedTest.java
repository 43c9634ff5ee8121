package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.PollFd;
import io.sockit.api.ProgramThread;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who hears that nobody has a port (RFC 1122 §4.1.3.1, §4.1.3.3).
@SockitNetwork
class RefusedTest {
    @Nested
    class OverTheLoopback {
        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1:5000", "[::1]:5000", "[::ffff:127.0.0.1]:5000"})
        void connectedSocketHearsItOnce(
                String nobody, @HostSpec(name = "a", device = "lo=loopback:") Host host)
                throws ErrnoException {
            Udp udp = Udp.of(host);
            int fd = udp.connected(nobody);
            udp.send(fd, "x");
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(fd));
            assertEquals(Udp.NOTHING, udp.receive(fd));
            udp.send(fd, "y");
            assertErrno(Errno.ECONNREFUSED, () -> udp.send(fd, "z"));
            assertEquals(2, host.counters().get("Udp.OutDatagrams"));
            assertEquals(2, host.counters().get("Udp.NoPorts"));
            udp.send(fd, "z");
        }

        @Test
        void optionTellsItOnce(@HostSpec(name = "a", device = "lo=loopback:") Host host)
                throws ErrnoException {
            Udp udp = Udp.of(host);
            int fd = udp.connected("127.0.0.1:5000");
            udp.send(fd, "x");
            PollFd[] entries = {new PollFd(fd, PollFd.POLLIN)};
            udp.process.poll(entries, 0);
            assertEquals(PollFd.POLLERR, entries[0].revents() & PollFd.POLLERR);
            assertEquals(
                    Errno.ECONNREFUSED.linux(), udp.process.getsockopt(fd, SocketOptions.SO_ERROR));
            assertEquals(0, udp.process.getsockopt(fd, SocketOptions.SO_ERROR));
        }

        @Test
        void unconnectedSocketDoesNot(@HostSpec(name = "a", device = "lo=loopback:") Host host)
                throws ErrnoException {
            Udp udp = Udp.of(host);
            int fd = udp.inet();
            udp.send(fd, "x", "127.0.0.1:5000");
            assertEquals(Udp.NOTHING, udp.receive(fd));
            assertEquals(1, host.counters().get("Icmp.InErrs"));
        }

        @Test
        void connectedSocketDoesNotHearOfWhatItSentElsewhere(
                @HostSpec(name = "a", device = "lo=loopback:") Host host) throws ErrnoException {
            Udp udp = Udp.of(host);
            udp.bound("127.0.0.1:5000");
            int fd = udp.connected("127.0.0.1:5000");
            udp.send(fd, "x", "127.0.0.1:5001");
            assertEquals(Udp.NOTHING, udp.receive(fd));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2:5000", "[2001:db8::2]:5000"})
    void receiverHearsItAcrossALink(
            String nobody,
            @HostSpec(
                            name = "a",
                            device = "eth0=link:wan?delay=20ms",
                            address = {"10.0.0.1/24", "2001:db8::1/64"})
                    Host a,
            @HostSpec(
                            name = "b",
                            device = "eth0=link:wan?delay=20ms",
                            address = {"10.0.0.2/24", "2001:db8::2/64"})
                    Host b)
            throws Exception {
        Udp udp = Udp.of(a);
        int fd = udp.connected(nobody);
        ProgramThread receiver =
                udp.process.start(
                        "receiver",
                        process -> {
                            assertErrno(Errno.ECONNREFUSED, () -> udp.await(fd));
                            assertEquals(40_000_000, a.clock().nanoTime());
                        });
        udp.send(fd, "x");
        receiver.join();
        assertEquals(1, b.counters().get("Udp.NoPorts"));
    }
}
