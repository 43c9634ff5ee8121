package io.sockit.dns;

import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The records of a zone at one name; an empty non-terminal has none (RFC 4592 §2.2.2).
final class Node {
    private final SortedMap<Integer, List<Record>> sets = new TreeMap<>();

    /// Adds a record, unless it is there already. One set stays in the canonical order of
    /// RFC 4034 §6.3, so that what is left of a cut answer is always the same.
    ///
    /// @return the reason against it; empty if it was added
    String add(Record record) {
        int type = record.getType();
        boolean alias = type == Type.CNAME;
        if (alias ? hasOther() : sets.containsKey(Type.CNAME) && !isSignature(type)) {
            return "an alias and other records (expected: a CNAME alone at its name)";
        }
        List<Record> set = sets.computeIfAbsent(type, t -> new ArrayList<>());
        if (set.contains(record)) {
            return "";
        }
        if (!set.isEmpty() && (alias || type == Type.DNAME || record instanceof SOARecord)) {
            return "a second " + Type.string(type) + " (expected: one at a name)";
        }
        int at = Collections.binarySearch(set, record);
        set.add(at < 0 ? -at - 1 : at, record);
        return "";
    }

    private boolean hasOther() {
        return sets.keySet().stream().anyMatch(type -> type != Type.CNAME && !isSignature(type));
    }

    private static boolean isSignature(int type) {
        return type == Type.RRSIG || type == Type.NSEC;
    }

    /// The records of a type; empty if there are none.
    List<Record> set(int type) {
        return sets.getOrDefault(type, List.of());
    }

    boolean has(int type) {
        return sets.containsKey(type);
    }

    List<Record> all() {
        return sets.values().stream().flatMap(Collection::stream).toList();
    }
}
