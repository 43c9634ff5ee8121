package io.sockit.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All zones of a server. Immutable.
final class Zones {
    private final Map<Name, AuthZone> byOrigin = new HashMap<>();

    Zones(List<AuthZone> zones) {
        zones.forEach(zone -> byOrigin.put(zone.origin(), zone));
    }

    /// The zone that answers for a name, the nearest above it, or null. For the DS of a zone that
    /// is the one above it (RFC 4035 §3.1.4.1).
    @Nullable AuthZone find(Name name, int type) {
        AuthZone apex = null;
        for (int up = 0; up < name.labels(); up++) {
            AuthZone zone = byOrigin.get(new Name(name, up));
            if (zone != null && (up > 0 || type != Type.DS)) {
                return zone;
            }
            apex = apex == null ? zone : apex;
        }
        return apex;
    }
}
