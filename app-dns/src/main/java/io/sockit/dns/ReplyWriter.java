package io.sockit.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

import java.util.List;

/// Writes the octets of a reply, as many as the client takes. One thread.
final class ReplyWriter {
    /// The largest UDP payload that we take ourselves (RFC 6891 §6.2.3).
    static final int PAYLOAD = 4096;

    private static final int PLAIN = 512;
    private static final int RCODE_BITS = 4;

    private final Header query;
    private final @Nullable Record question;
    private final @Nullable OPTRecord edns;

    /// @param query its header
    /// @param question what is repeated of it, or null
    /// @param edns the query's, or null
    ReplyWriter(Header query, @Nullable Record question, @Nullable OPTRecord edns) {
        this.query = query;
        this.question = question;
        this.edns = edns;
    }

    byte[] write(Reply reply) {
        int room = edns == null ? PLAIN : Math.clamp(edns.getPayloadSize(), PLAIN, PAYLOAD);
        List<Record> answers = reply.answers();
        List<Record> authority = reply.authorities();
        List<Record> additional = reply.additionals();
        byte[] whole = octets(reply, answers, authority, additional, false);
        if (whole.length <= room) {
            return whole;
        }
        // Additional records are left out without TC: RFC 2181 §9.
        if (octets(reply, answers, authority, List.of(), false).length <= room) {
            return most(
                    additional.size(),
                    n -> octets(reply, answers, authority, additional.subList(0, n), false),
                    room);
        }
        if (edns != null) {
            return octets(reply, List.of(), List.of(), List.of(), true);
        }
        return most(
                answers.size(),
                n -> octets(reply, answers.subList(0, n), List.of(), List.of(), true),
                room);
    }

    /// A message with the first records of a list.
    private interface Part {
        byte[] of(int records);
    }

    /// The part with the most records that there is room for.
    private static byte[] most(int records, Part part, int room) {
        int fits = 0;
        int tooMany = records + 1;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (part.of(middle).length <= room) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return part.of(fits);
    }

    private byte[] octets(
            Reply reply,
            List<Record> answers,
            List<Record> authority,
            List<Record> additional,
            boolean cut) {
        Message message = new Message(query.getID());
        header(message.getHeader(), reply, cut);
        if (question != null) {
            message.addRecord(question, Section.QUESTION);
        }
        answers.forEach(record -> message.addRecord(record, Section.ANSWER));
        authority.forEach(record -> message.addRecord(record, Section.AUTHORITY));
        additional.forEach(record -> message.addRecord(record, Section.ADDITIONAL));
        if (edns != null) {
            int extended = reply.rcode() >> RCODE_BITS;
            message.addRecord(
                    new OPTRecord(PAYLOAD, extended, 0, edns.getFlags()), Section.ADDITIONAL);
        }
        return message.toWire();
    }

    private void header(Header header, Reply reply, boolean cut) {
        header.setFlag(Flags.QR);
        header.setOpcode(query.getOpcode());
        header.setRcode(reply.rcode() & ((1 << RCODE_BITS) - 1));
        copy(header, Flags.RD);
        copy(header, Flags.CD);
        if (reply.isAuthoritative()) {
            header.setFlag(Flags.AA);
        }
        if (cut) {
            header.setFlag(Flags.TC);
        }
    }

    private void copy(Header header, byte flag) {
        if (query.getFlag(flag)) {
            header.setFlag(flag);
        }
    }
}
