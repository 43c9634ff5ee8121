package io.sockit.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

class NameServerTest {
    private final NameServer server = Samples.server();

    NameServerTest() throws IOException {}

    private static Message query(String name, int type, int payload) throws TextParseException {
        Record question = Record.newRecord(Name.fromString(name), type, DClass.IN);
        Message query = Message.newQuery(question);
        if (payload > 0) {
            query.addRecord(new OPTRecord(payload, 0, 0), Section.ADDITIONAL);
        }
        return query;
    }

    private Message reply(Message query) throws IOException {
        return new Message(Objects.requireNonNull(server.reply(query.toWire())));
    }

    private Message reply(String name, int type) throws IOException {
        return reply(query(name + ".sockit.example.", type, 1232));
    }

    private static List<String> names(List<Record> records) {
        return records.stream()
                .map(record -> record.getName() + " " + Type.string(record.getType()))
                .toList();
    }

    private static void assertHead(int rcode, boolean authoritative, Message reply) {
        assertEquals(Rcode.string(rcode), Rcode.string(reply.getRcode()));
        assertEquals(authoritative, reply.getHeader().getFlag(Flags.AA));
        assertTrue(reply.getHeader().getFlag(Flags.QR));
    }

    @Nested
    class Answers {
        @Test
        void holdWhatTheZoneSaysItsServersAndTheirAddresses() throws IOException {
            Message reply = reply("mail", Type.A);

            assertHead(Rcode.NOERROR, true, reply);
            assertEquals(
                    List.of("mail.sockit.example. A"), names(reply.getSection(Section.ANSWER)));
            assertEquals(2, reply.getSection(Section.AUTHORITY).size());
            assertEquals(
                    List.of(
                            "ns1.sockit.example. A",
                            "ns1.sockit.example. AAAA",
                            "ns2.sockit.example. A",
                            "ns2.sockit.example. AAAA",
                            ". OPT"),
                    names(reply.getSection(Section.ADDITIONAL)));
        }

        @Test
        void repeatIdQuestionAndTheWishForRecursion() throws IOException {
            Message query = query("WeB.SOCKIT.example.", Type.A, 0);
            Message reply = reply(query);

            assertEquals(query.getHeader().getID(), reply.getHeader().getID());
            assertEquals("WeB.SOCKIT.example.", reply.getQuestion().getName().toString());
            assertTrue(reply.getHeader().getFlag(Flags.RD));
        }
    }

    @Nested
    class Wildcards {
        @Test
        void answerInTheNameThatWasAskedFor() throws IOException {
            assertEquals(
                    List.of("a.b.wild.sockit.example. A"),
                    names(reply("a.b.wild", Type.A).getSection(Section.ANSWER)));
        }

        @Test
        void doNotReachBelowANameThatIsThere() throws IOException {
            assertHead(Rcode.NXDOMAIN, true, reply("other.host.wild", Type.A));
        }

        @Test
        void areNoDataForOtherTypes() throws IOException {
            Message reply = reply("a.wild", Type.SRV);

            assertHead(Rcode.NOERROR, true, reply);
            assertEquals(List.of(), reply.getSection(Section.ANSWER));
        }
    }

    @Nested
    class Negatives {
        @Test
        void sayForHowLong() throws IOException {
            Message reply = reply("absent", Type.A);

            assertHead(Rcode.NXDOMAIN, true, reply);
            assertEquals(300, reply.getSection(Section.AUTHORITY).getFirst().getTTL());
        }

        @Test
        void areNoDataBetweenNames() throws IOException {
            assertHead(Rcode.NOERROR, true, reply("empty", Type.A));
        }
    }

    @Nested
    class Cuts {
        @Test
        void referWithGlue() throws IOException {
            Message reply = reply("www.sub", Type.A);

            assertHead(Rcode.NOERROR, false, reply);
            assertEquals(List.of(), reply.getSection(Section.ANSWER));
            assertEquals(2, reply.getSection(Section.AUTHORITY).size());
            assertTrue(
                    names(reply.getSection(Section.ADDITIONAL))
                            .contains("ns2.sub.sockit.example. A"));
        }

        @Test
        void areAnsweredForByTheZoneBelow() throws IOException {
            assertHead(Rcode.NOERROR, true, reply("www.child", Type.A));
            assertHead(Rcode.NXDOMAIN, true, reply("none.child", Type.A));
        }

        @Test
        void areAnsweredForByTheZoneAboveWhereDsIsAskedFor() throws IOException {
            assertEquals(
                    "sockit.example.",
                    reply("child", Type.DS)
                            .getSection(Section.AUTHORITY)
                            .getFirst()
                            .getName()
                            .toString());
        }
    }

    @Nested
    class Edns {
        @Test
        void doublesNothingWhereTheAnswerIsTooLarge() throws IOException {
            Message cut = reply(query("large.sockit.example.", Type.A, 1232));

            assertTrue(cut.getHeader().getFlag(Flags.TC));
            assertEquals(List.of(), cut.getSection(Section.ANSWER));
        }

        @Test
        void letsLargeAnswersThrough() throws IOException {
            Message whole = reply(query("large.sockit.example.", Type.A, 4096));

            assertEquals(200, whole.getSection(Section.ANSWER).size());
        }

        @Test
        void withoutItAnswersAreCutTo512Octets() throws IOException {
            byte[] cut = server.reply(query("large.sockit.example.", Type.A, 0).toWire());

            assertTrue(Objects.requireNonNull(cut).length <= 512);
            assertEquals(29, new Message(cut).getSection(Section.ANSWER).size());
        }

        @Test
        void refusesVersionsToCome() throws IOException {
            Message query = query("web.sockit.example.", Type.A, 0);
            query.addRecord(new OPTRecord(4096, 0, 1), Section.ADDITIONAL);

            assertEquals(Rcode.BADVERS, reply(query).getRcode());
        }

        @Test
        void additionalRecordsGiveWayWithoutASign() throws IOException {
            Message reply = reply(query("pool.sockit.example.", Type.A, 600));

            assertEquals(30, reply.getSection(Section.ANSWER).size());
            assertTrue(reply.getSection(Section.ADDITIONAL).size() < 5);
        }
    }

    @Nested
    class Refusals {
        private byte @Nullable [] reply(byte[] octets) {
            return server.reply(octets);
        }

        @Test
        void ofZonesThatAreNotServed() throws IOException {
            Message query = query("www.foreign.test.", Type.A, 0);

            assertHead(Rcode.REFUSED, false, NameServerTest.this.reply(query));
        }

        @Test
        void noReplyIsDueToAReplyOrToNoise() throws IOException {
            Message query = query("web.sockit.example.", Type.A, 0);
            query.getHeader().setFlag(Flags.QR);

            assertNull(reply(query.toWire()));
            assertNull(reply(new byte[11]));
            assertNull(reply(new byte[0]));
        }

        @Test
        void ofWhatCannotBeRead() throws IOException {
            byte[] query = query("web.sockit.example.", Type.A, 0).toWire();
            byte[] cut = java.util.Arrays.copyOf(query, query.length - 3);

            assertHead(Rcode.FORMERR, false, new Message(Objects.requireNonNull(reply(cut))));
        }
    }
}
