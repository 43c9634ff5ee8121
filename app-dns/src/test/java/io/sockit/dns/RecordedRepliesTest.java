package io.sockit.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// Every query of the sample, answered without sockets, against what the real server answered.
class RecordedRepliesTest {
    private final NameServer server = Samples.server();
    private final List<Datagram> datagrams = Samples.datagrams();

    RecordedRepliesTest() throws IOException {}

    private static String client(Datagram datagram, int port) {
        return datagram.family() + port + datagram.data()[0] + datagram.data()[1];
    }

    @Test
    void equalThoseOfTheRealServer() {
        Map<String, byte[]> queries = new HashMap<>();
        List<String> different = new ArrayList<>();
        int replies = 0;
        for (Datagram datagram : datagrams) {
            if (!CapturedReply.isReply(datagram)) {
                queries.put(client(datagram, datagram.sourcePort()), datagram.data());
                continue;
            }
            replies++;
            byte[] query = queries.get(client(datagram, datagram.targetPort()));
            byte[] reply = server.reply(Objects.requireNonNull(query));
            CapturedReply expected = CapturedReply.read(datagram);
            CapturedReply came =
                    CapturedReply.read(
                            new Datagram(
                                    0, datagram.ipv4(), 53, 1024, Objects.requireNonNull(reply)));
            if (!came.equals(expected)) {
                different.add(expected + "\n" + came);
            }
        }

        assertEquals(List.of(), different);
        assertEquals(436, replies);
    }

    @Test
    void areOfEveryKindThatTheSampleIsFor() {
        TreeSet<String> heads = new TreeSet<>();
        TreeSet<String> types = new TreeSet<>();
        TreeSet<String> large = new TreeSet<>();
        for (Datagram datagram : datagrams) {
            if (CapturedReply.isReply(datagram)) {
                CapturedReply reply = CapturedReply.read(datagram);
                heads.add(reply.head());
                types.add(reply.question().substring(reply.question().lastIndexOf(' ') + 1));
                if (datagram.data().length > 1500) {
                    large.add(datagram.family());
                }
            }
        }

        assertTrue(
                heads.containsAll(
                        List.of(
                                "NOERROR aa",
                                "NOERROR aa tc",
                                "NOERROR", // a referral
                                "NXDOMAIN aa",
                                "REFUSED",
                                "FORMERR",
                                "NOTIMP",
                                "BADVERS")),
                heads::toString);
        assertTrue(types.size() > 20, types::toString);
        assertEquals(List.of("IPv4", "IPv6"), List.copyOf(large));
    }
}
