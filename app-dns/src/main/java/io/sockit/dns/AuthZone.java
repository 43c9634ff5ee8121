package io.sockit.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names of one zone. Filled by [ZoneFile], then immutable.
final class AuthZone {
    private final Name origin;
    private final Map<Name, Node> nodes = new HashMap<>();

    AuthZone(Name origin) {
        this.origin = origin;
        nodes.put(origin, new Node());
    }

    /// @return the reason against the record; empty if it was added
    String add(Record record) {
        Name name = record.getName();
        if (!name.subdomain(origin)) {
            return "outside of the zone (expected: " + origin + " or below)";
        }
        for (int up = 0; up < name.labels() - origin.labels(); up++) {
            nodes.computeIfAbsent(new Name(name, up), n -> new Node());
        }
        return at(name).add(record);
    }

    private Node at(Name name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalStateException(name + " has no node");
        }
        return node;
    }

    Name origin() {
        return origin;
    }

    /// The zone's SOA record, or null if the file has none.
    @Nullable SOARecord soa() {
        return at(origin).set(Type.SOA).stream()
                .map(SOARecord.class::cast)
                .findFirst()
                .orElse(null);
    }

    /// The zone's name servers.
    List<Record> servers() {
        return at(origin).set(Type.NS);
    }

    /// The addresses that the zone has for a name, glue included, to send along with an answer.
    List<Record> addresses(Name name, int type) {
        Node node = nodes.get(name);
        return node == null ? List.of() : node.set(type);
    }

    /// Looks for a name of this zone, from its top down: RFC 1034 §4.3.2 step 3.
    Finding find(Name name, int type) {
        Node encloser = at(origin);
        for (int labels = origin.labels(); ; labels++) {
            Name here = new Name(name, name.labels() - labels);
            Node node = nodes.get(here);
            if (node == null) {
                return belowWildcard(here, name, type);
            }
            encloser = node;
            boolean last = labels == name.labels();
            // 3b: a zone cut. The parent answers for DS itself (RFC 4035 §3.1.4.1).
            if (node.has(Type.NS) && labels > origin.labels() && !(last && type == Type.DS)) {
                return new Finding.Referral(node.set(Type.NS));
            }
            if (last) {
                return at(encloser, name, type);
            }
            // RFC 6672 §3.2
            if (node.has(Type.DNAME)) {
                return new Finding.Renamed((DNAMERecord) node.set(Type.DNAME).getFirst());
            }
        }
    }

    /// 3c: a wildcard at the closest encloser, and at no other (RFC 4592 §3.3.1).
    private Finding belowWildcard(Name absent, Name name, int type) {
        Node wildcard = nodes.get(absent.wild(1));
        return wildcard == null ? new Finding.NoName() : at(wildcard, name, type);
    }

    private static Finding at(Node node, Name name, int type) {
        if (type == Type.ANY) {
            return found(node.all(), name);
        }
        if (node.has(Type.CNAME) && type != Type.CNAME) {
            Record alias = Records.named(node.set(Type.CNAME).getFirst(), name);
            return new Finding.Alias((CNAMERecord) alias);
        }
        return found(node.set(type), name);
    }

    private static Finding found(List<Record> records, Name name) {
        return records.isEmpty()
                ? new Finding.NoData()
                : new Finding.Answer(
                        records.stream().map(record -> Records.named(record, name)).toList());
    }
}
