package io.sockit.dns;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Recorded queries, damaged at random: the server answers or is silent, and never throws.
class HostileQueriesTest {
    private static final int QUERIES = 20_000;

    @Test
    void costAReplyOrNothing() throws IOException {
        NameServer server = Samples.server();
        List<byte[]> queries =
                Samples.datagrams().stream()
                        .filter(datagram -> datagram.targetPort() == 53)
                        .map(Datagram::data)
                        .toList();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        int answered = 0;
        for (int i = 0; i < QUERIES; i++) {
            byte[] query = damaged(queries.get(random.nextInt(queries.size())), random);
            byte[] reply = server.reply(query);
            if (reply != null) {
                answered++;
                assertTrue(reply.length >= 12 && reply.length <= 4096);
                assertTrue(reply[0] == query[0] && reply[1] == query[1] && reply[2] < 0);
            }
        }

        assertTrue(answered > QUERIES / 4);
    }

    private static byte[] damaged(byte[] query, RandomGenerator random) {
        byte[] octets = query.clone();
        for (int damage = random.nextInt(6); damage > 0; damage--) {
            switch (random.nextInt(4)) {
                case 0 -> octets[random.nextInt(octets.length)] = (byte) random.nextInt();
                case 1 -> octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> octets[random.nextInt(octets.length)] = (byte) 0xc0; // a pointer
                default -> {
                    octets = Arrays.copyOf(octets, 1 + random.nextInt(octets.length + 20));
                }
            }
        }
        return octets;
    }
}
