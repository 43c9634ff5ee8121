package io.sockit.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

import java.util.ArrayList;
import java.util.List;

/// Answers one question from the zones: RFC 1034 §4.3.2 without recursion. One thread.
final class Lookup {
    /// How many aliases are followed.
    private static final int MOST_ALIASES = 11;

    private final Zones zones;
    private final int type;
    private final Reply reply = new Reply();

    private Lookup(Zones zones, int type) {
        this.zones = zones;
        this.type = type;
    }

    static Reply answer(Zones zones, Name name, int type) {
        Lookup lookup = new Lookup(zones, type);
        lookup.follow(name);
        lookup.addresses();
        return lookup.reply;
    }

    private void follow(Name name) {
        AuthZone zone = zones.find(name, type);
        if (zone == null) {
            reply.rcode(Rcode.REFUSED);
            return;
        }
        Name next = name;
        for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
            next = step(zone, next);
            // An alias is followed in its own zone alone: what is beyond is the resolver's to ask.
            if (next == null || !zone.equals(zones.find(next, type))) {
                return;
            }
        }
        reply.rcode(Rcode.SERVFAIL); // a loop, or too long to follow
    }

    /// @return the name to go on with, or null
    private @Nullable Name step(AuthZone zone, Name name) {
        Finding finding = zone.find(name, type);
        if (reply.hasAnswers() || !(finding instanceof Finding.Referral)) {
            reply.authoritative();
        }
        return switch (finding) {
            case Finding.Answer answer -> {
                reply.answer(answer.records());
                if (!answer.records().containsAll(zone.servers())) {
                    reply.authority(zone.servers());
                }
                yield null;
            }
            case Finding.Alias alias -> {
                reply.answer(List.of(alias.record()));
                yield alias.record().getTarget();
            }
            case Finding.Renamed renamed -> renamed(renamed.record(), name);
            case Finding.Referral referral -> {
                reply.authority(referral.servers());
                yield null;
            }
            case Finding.NoData _ -> negative(zone, Rcode.NOERROR);
            case Finding.NoName _ -> negative(zone, Rcode.NXDOMAIN);
        };
    }

    private @Nullable Name negative(AuthZone zone, int rcode) {
        SOARecord soa = zone.soa();
        reply.rcode(rcode);
        reply.authority(soa == null ? List.of() : List.of(Records.negative(soa)));
        return null;
    }

    /// The DNAME, and the alias that it makes of this name (RFC 6672 §3.1).
    private @Nullable Name renamed(DNAMERecord dname, Name name) {
        reply.answer(List.of(dname));
        try {
            Name target = name.fromDNAME(dname);
            reply.answer(List.of(new CNAMERecord(name, DClass.IN, dname.getTTL(), target)));
            return target;
        } catch (NameTooLongException e) {
            reply.rcode(Rcode.YXDOMAIN); // RFC 6672 §2.2
            return null;
        }
    }

    /// Adds the addresses that a client would ask for next.
    private void addresses() {
        List<Record> named = new ArrayList<>(reply.answers());
        named.addAll(reply.authorities());
        for (Record record : named) {
            Name target = record.getAdditionalName();
            AuthZone zone = target == null ? null : zones.find(target, Type.A);
            if (target != null && zone != null) {
                reply.additional(zone.addresses(target, Type.A));
                reply.additional(zone.addresses(target, Type.AAAA));
            }
        }
    }
}
