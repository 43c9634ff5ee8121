package io.sockit.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

import java.util.Arrays;

/// Copies of records with one thing changed.
final class Records {
    /// Type, class, TTL, length of data.
    private static final int FIXED = 10;

    private Records() {}

    /// The record at another name, as synthesized from a wildcard.
    static Record named(Record record, Name name) {
        return record.getName().equals(name) ? record : copy(record, name, record.getTTL());
    }

    /// The SOA of a negative answer, with the TTL of RFC 2308 §3.
    static Record negative(SOARecord soa) {
        return copy(soa, soa.getName(), Math.min(soa.getTTL(), soa.getMinimum()));
    }

    private static Record copy(Record record, Name name, long ttl) {
        byte[] wire = record.toWire(Section.ANSWER);
        byte[] data = Arrays.copyOfRange(wire, record.getName().length() + FIXED, wire.length);
        return Record.newRecord(name, record.getType(), record.getDClass(), ttl, data);
    }
}
