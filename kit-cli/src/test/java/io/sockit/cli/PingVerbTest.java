package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

class PingVerbTest {
    private static CommandLineRun ping(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "ping";
        all[1] = "--virtual";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return CommandLineRun.of(all);
    }

    @Nested
    class OverAWire {
        @Test
        void printsAsPingDoes() {
            CommandLineRun run = ping("-c", "2", "--wire", "link:wan?delay=20ms");

            assertEquals("", run.err());
            assertEquals(
                    """
                    PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.
                    64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=40.0 ms
                    64 bytes from 10.0.0.2: icmp_seq=2 ttl=64 time=40.0 ms

                    --- 10.0.0.2 ping statistics ---
                    2 packets transmitted, 2 received, 0% packet loss, time 1040ms
                    rtt min/avg/max/mdev = 40.000/40.000/40.000/0.000 ms
                    """,
                    run.out());
            assertEquals(0, run.status());
        }

        @Test
        void goesOverIpv6() {
            CommandLineRun run = ping("-6", "-c", "1");

            assertEquals(0, run.status(), run.err());
            assertTrue(
                    run.out().contains("64 bytes from fd00::2: icmp_seq=1 ttl=64 time=2.00 ms"),
                    run.out());
        }

        @Test
        void losesTheSamePacketsWithTheSameSeed() {
            String[] lossy = {
                "-c", "50", "-i", "10ms", "--wire", "link:wan?loss=20%", "--seed", "3"
            };
            CommandLineRun first = ping(lossy);
            CommandLineRun second = ping(lossy);
            lossy[lossy.length - 1] = "4";

            assertEquals(first.out(), second.out());
            assertFalse(first.out().equals(ping(lossy).out()));
            assertFalse(first.out().contains(" 0% packet loss"), first.out());
        }

        @Test
        void failsWhereNothingComesBack() {
            CommandLineRun run = ping("-c", "2", "--wire", "link:wan?loss=100%");

            assertEquals(1, run.status());
            assertTrue(
                    run.out().contains("2 packets transmitted, 0 received, 100% packet loss"),
                    run.out());
        }

        @Test
        void sendsAsMuchAsIsAsked() {
            CommandLineRun run = ping("-c", "1", "-s", "1000");

            assertTrue(run.out().contains("1008 bytes from 10.0.0.2"), run.out());
        }

        @Test
        void sendsAsMuchAsAnIpv4PacketHolds() {
            CommandLineRun run = ping("-c", "1", "-s", "65507");

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(run.out().contains("65515 bytes from 10.0.0.2"), run.out());
        }

        @Test
        void tellsItsStatisticsWhenItIsStopped() throws Exception {
            StringWriter text = new StringWriter();
            try (TwoHosts hosts = TwoHosts.start(new WireOptions(), List.of());
                    Process process = hosts.a().process()) {
                Pinger pinger = new Pinger(hourly(hosts.a()), new PrintWriter(text));
                ProgramThread thread = process.start("ping", pinger);
                while (!text.toString().contains("icmp_seq=1")) {
                    Thread.onSpinWait();
                }
                thread.thread().interrupt();
                thread.join();
            }

            assertTrue(
                    text.toString()
                            .contains("1 packets transmitted, 1 received, 0% packet loss, time "),
                    text.toString());
        }

        private static Pinger.Plan hourly(Host host) throws ErrnoException {
            return new Pinger.Plan(
                    Families.AF_INET,
                    "10.0.0.2",
                    Families.address(host, Families.AF_INET, "10.0.0.2", 0),
                    1000,
                    Duration.ofHours(1).toNanos(),
                    56,
                    null,
                    0);
        }

        @Test
        void complainsWhereNoRouteLeads() {
            CommandLineRun run = ping("-c", "1", "192.0.2.1");

            assertEquals(1, run.status());
            assertTrue((run.out() + run.err()).contains("ENETUNREACH"), run.out() + run.err());
        }
    }

    @Nested
    class OverADevice {
        @Test
        void unknownDriverAnswersEnodevNamingWhatExists() {
            CommandLineRun run = ping("--device", "foo:");

            assertEquals(1, run.status());
            assertTrue(run.err().startsWith("sockit: "), run.err());
            assertTrue(run.err().contains("ENODEV"), run.err());
            assertTrue(run.err().contains("link") && run.err().contains("loopback"), run.err());
        }

        @Test
        void unknownOptionOfADriverIsNamed() {
            CommandLineRun run = ping("--wire", "link:wan?dealy=20ms");

            assertEquals(2, run.status());
            assertTrue(run.err().contains("EINVAL"), run.err());
            assertTrue(run.err().contains("delay"), run.err());
        }

        @Test
        void textThatIsNoDeviceStringIsUsage() {
            CommandLineRun run = ping("--wire", "nonsense");

            assertEquals(2, run.status(), run.err());
            assertTrue(run.err().contains("nonsense"), run.err());
        }

        @Test
        void hostAloneNeedsToBeToldWhereTo() {
            CommandLineRun run = ping("--device", "loopback:");

            assertEquals(2, run.status(), run.out());
            assertTrue(
                    run.err().startsWith("sockit: DEST: missing (expected: an address"), run.err());
        }

        @Test
        void hostAloneAnswersItself() {
            CommandLineRun run = ping("-c", "1", "--device", "loopback:", "10.0.0.1");

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(run.out().contains("64 bytes from 10.0.0.1"), run.out());
        }
    }

    @Nested
    class Usage {
        @ParameterizedTest
        @CsvSource({
            "-c, 0, expected: 1 to 1000000",
            "-s, 65508, expected: 0 to 65507",
            "-t, 300, expected: 1 to 255",
            "-t, 0, expected: 1 to 255",
            "-t, -1, expected: 1 to 255",
            "-i, soon, expected: seconds such as 0.2",
        })
        void wrongValueIsUsage(String option, String value, String expected) {
            CommandLineRun run = ping(option, value);

            assertEquals(2, run.status());
            assertTrue(run.err().contains(expected), run.err());
        }

        @Test
        void wireAndDeviceExcludeEachOther() {
            CommandLineRun run = ping("--wire", "link:a", "--device", "loopback:");

            assertEquals(2, run.status());
            assertTrue(run.err().contains("mutually exclusive"), run.err());
        }

        @ParameterizedTest
        @CsvSource({
            "10.0.0.256, an IPv4 address such as 10.0.0.2",
            "foo, an IPv4 address such as 10.0.0.2",
            "10.0.0.2:7, an IPv6 address such as fd00::2",
            "fd00::g, an IPv6 address such as fd00::2",
        })
        void addressThatIsNoneIsUsage(String address, String expected) {
            CommandLineRun run = ping("-c", "1", address);

            assertEquals(2, run.status());
            assertTrue(
                    run.err()
                            .startsWith(
                                    "sockit: DEST: '%s' (expected: %s)"
                                            .formatted(address, expected)),
                    run.err());
        }
    }
}
