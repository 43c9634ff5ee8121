package io.sockit.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.io.IOException;

/// Octets of a query to octets of a reply, from the zones and without sockets. Nothing that a query
/// holds makes it throw. Immutable: any thread.
final class NameServer {
    private static final int HEADER = 12;

    private final Zones zones;

    NameServer(Zones zones) {
        this.zones = zones;
    }

    /// @return null where no reply is due
    byte @Nullable [] reply(byte[] query) {
        Header header = header(query);
        if (header == null || header.getFlag(Flags.QR)) { // never to a reply: RFC 5452 §3
            return null;
        }
        try {
            return reply(new Message(query));
        } catch (IOException | RuntimeException e) { // whatever the parser makes of it
            return new ReplyWriter(header, null, null).write(failure(Rcode.FORMERR));
        }
    }

    private static @Nullable Header header(byte[] query) {
        if (query.length < HEADER) {
            return null;
        }
        try {
            return new Header(query);
        } catch (IOException e) {
            return null;
        }
    }

    private byte[] reply(Message query) {
        Header header = query.getHeader();
        OPTRecord edns = query.getOPT();
        if (header.getOpcode() != Opcode.QUERY) {
            return new ReplyWriter(header, null, edns).write(failure(Rcode.NOTIMP));
        }
        if (header.getCount(Section.QUESTION) != 1) {
            return new ReplyWriter(header, null, edns).write(failure(Rcode.FORMERR));
        }
        Record question = query.getQuestion();
        ReplyWriter writer = new ReplyWriter(header, question, edns);
        if (edns != null && edns.getVersion() > 0) { // RFC 6891 §6.1.3
            return writer.write(failure(Rcode.BADVERS));
        }
        return writer.write(answer(question));
    }

    private Reply answer(Record question) {
        int type = question.getType();
        int dclass = question.getDClass();
        if (dclass != DClass.IN && dclass != DClass.ANY) {
            return failure(Rcode.REFUSED);
        }
        return switch (type) {
            case Type.OPT, Type.TKEY, Type.TSIG -> failure(Rcode.FORMERR); // never asked for
            case Type.AXFR, Type.IXFR, Type.MAILA, Type.MAILB -> failure(Rcode.NOTIMP);
            default -> Lookup.answer(zones, question.getName(), type);
        };
    }

    private static Reply failure(int rcode) {
        Reply reply = new Reply();
        reply.rcode(rcode);
        return reply;
    }
}
