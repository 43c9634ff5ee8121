package io.sockit.dns;

import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A reply in the making: its sections, without repetitions. One thread.
final class Reply {
    private final Set<Record> answers = new LinkedHashSet<>();
    private final Set<Record> authority = new LinkedHashSet<>();
    private final Set<Record> additional = new LinkedHashSet<>();
    private int rcode = Rcode.NOERROR;
    private boolean authoritative;

    void rcode(int code) {
        rcode = code;
    }

    int rcode() {
        return rcode;
    }

    /// Sets AA: the first name of the answer is in a zone of ours (RFC 1035 §4.1.1).
    void authoritative() {
        authoritative = true;
    }

    boolean isAuthoritative() {
        return authoritative;
    }

    /// @return whether one was new
    boolean answer(Collection<? extends Record> records) {
        return answers.addAll(records);
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    void authority(Collection<? extends Record> records) {
        authority.addAll(records);
    }

    void additional(Collection<? extends Record> records) {
        for (Record record : records) {
            if (!answers.contains(record) && !authority.contains(record)) {
                additional.add(record);
            }
        }
    }

    List<Record> answers() {
        return List.copyOf(answers);
    }

    List<Record> authorities() {
        return List.copyOf(authority);
    }

    List<Record> additionals() {
        return List.copyOf(additional);
    }
}
