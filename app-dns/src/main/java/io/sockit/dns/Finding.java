package io.sockit.dns;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Record;

import java.util.List;

/// The answer of a zone for a name and a type (RFC 1034 §4.3.2).
sealed interface Finding {
    /// Records of that type, or of all types.
    record Answer(List<Record> records) implements Finding {}

    /// The name is an alias for another.
    record Alias(CNAMERecord record) implements Finding {}

    /// All names below one are aliases for others (RFC 6672).
    record Renamed(DNAMERecord record) implements Finding {}

    /// The zone ends above the name, at a delegation to other name servers.
    record Referral(List<Record> servers) implements Finding {}

    /// The name is there, but has nothing of that type.
    record NoData() implements Finding {}

    /// The name is not there.
    record NoName() implements Finding {}
}
