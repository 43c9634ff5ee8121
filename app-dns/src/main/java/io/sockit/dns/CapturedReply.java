package io.sockit.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// The content of a reply, in a form that does not depend on the order of its records, the case of
/// names and their compression.
///
/// @param rcode with the bits that EDNS adds
/// @param flags of `aa` and `tc` those that are set
/// @param question name, class and type, or nothing
/// @param answers the records of the answer section
/// @param authority of a reply without answers, the records that say why
record CapturedReply(
        String rcode,
        String flags,
        String question,
        SortedSet<String> answers,
        SortedSet<String> authority) {
    private static final int HEADER = 12;
    private static final int FLAGS = 2;
    private static final int QR = 0x80;

    /// Identifies a reply: those of two captures with the same key are compared, in their order.
    ///
    /// @param family `IPv4` or `IPv6`
    /// @param id the query's
    record Key(String family, int id, String question) {
        @Override
        public String toString() {
            String what = question.isEmpty() ? "(no question)" : question;
            return "%s, id %d over %s".formatted(what, id, family);
        }
    }

    /// Whether a datagram may be a reply of a name server.
    static boolean isReply(Datagram datagram) {
        byte[] data = datagram.data();
        return datagram.sourcePort() == DnsProgram.PORT
                && data.length >= HEADER
                && (data[FLAGS] & QR) != 0;
    }

    /// Reads a reply; the content of one that cannot be read is that it is malformed.
    static CapturedReply read(Datagram datagram) {
        Message message = parse(datagram.data());
        if (message == null) {
            return new CapturedReply("malformed", "", "", new TreeSet<>(), new TreeSet<>());
        }
        Record asked = message.getQuestion();
        SortedSet<String> answers = texts(message.getSection(Section.ANSWER));
        return new CapturedReply(
                Rcode.string(message.getRcode()),
                flags(message),
                asked == null ? "" : text(asked.getName()) + " " + type(asked),
                answers,
                answers.isEmpty() ? texts(message.getSection(Section.AUTHORITY)) : new TreeSet<>());
    }

    Key key(Datagram datagram) {
        byte[] data = datagram.data();
        return new Key(datagram.family(), ((data[0] & 0xff) << 8) | (data[1] & 0xff), question);
    }

    private static @Nullable Message parse(byte[] data) {
        try {
            return new Message(data);
        } catch (IOException | RuntimeException e) { // whatever the parser makes of it
            return null;
        }
    }

    private static String flags(Message message) {
        boolean aa = message.getHeader().getFlag(Flags.AA);
        boolean tc = message.getHeader().getFlag(Flags.TC);
        return (aa ? " aa" : "") + (tc ? " tc" : "");
    }

    private static SortedSet<String> texts(List<Record> records) {
        SortedSet<String> texts = new TreeSet<>();
        for (Record record : records) {
            if (!(record instanceof OPTRecord)) {
                texts.add(text(record));
            }
        }
        return texts;
    }

    private static String text(Record record) {
        return "%s %d %s %s"
                .formatted(text(record.getName()), record.getTTL(), type(record), data(record));
    }

    /// Names in the data are equal in any case, strings are not.
    private static String data(Record record) {
        String text = record.rdataToString();
        return text.indexOf('"') >= 0 ? text : text.toLowerCase(Locale.ROOT);
    }

    private static String text(Name name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static String type(Record record) {
        return org.xbill.DNS.DClass.string(record.getDClass())
                + " "
                + org.xbill.DNS.Type.string(record.getType());
    }

    /// Rcode and flags.
    String head() {
        return rcode + flags;
    }
}
