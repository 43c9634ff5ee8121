package io.sockit.pcap;

import io.sockit.api.ErrnoException;
import io.sockit.spi.DeviceOptions;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// `map=192.0.2.53:10.0.0.2,[2001:db8::53]:[fd00::2]`: which recorded address is which of the
/// host's, one to one. Immutable.
final class AddressMap {
    private static final String OPTION = "map";
    private static final String EXPECTED =
            "RECORDED:HOST, several with commas, IPv6 in brackets: 192.0.2.53:10.0.0.2,"
                    + "[2001:db8::53]:[fd00::2]";
    private static final int MOST = 256;

    private final List<Pair> pairs;

    /// @param recorded as it stands in the capture
    /// @param host as the host has it
    record Pair(HostAddress recorded, HostAddress host) {}

    AddressMap(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    static AddressMap parse(DeviceOptions options) throws ErrnoException {
        String text = options.text(OPTION, "");
        List<Pair> pairs = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String part : text.split(",", MOST + 1)) {
                Pair pair = pair(part);
                if (pair == null || pairs.size() == MOST) {
                    throw options.bad(OPTION, EXPECTED);
                }
                requireNew(pair, pairs, part, options);
                pairs.add(pair);
            }
        }
        return new AddressMap(pairs);
    }

    private static @Nullable Pair pair(String part) {
        int colon = part.startsWith("[") ? part.indexOf("]:") + 1 : part.indexOf(':');
        if (colon <= 0) {
            return null;
        }
        HostAddress recorded = HostAddress.parse(bare(part.substring(0, colon)));
        HostAddress host = HostAddress.parse(bare(part.substring(colon + 1)));
        if (recorded == null || host == null || recorded.isIpv4() != host.isIpv4()) {
            return null;
        }
        return new Pair(recorded, host);
    }

    private static String bare(String address) {
        boolean brackets = address.startsWith("[") && address.endsWith("]");
        return brackets ? address.substring(1, address.length() - 1) : address;
    }

    private static void requireNew(Pair pair, List<Pair> pairs, String part, DeviceOptions options)
            throws ErrnoException {
        for (Pair other : pairs) {
            if (other.recorded.equals(pair.recorded) || other.host.equals(pair.host)) {
                throw options.bad(OPTION, "each address once on its side, unlike '" + part + "'");
            }
        }
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    /// What the host has in place of a recorded address, or null.
    @Nullable HostAddress host(long high, long low) {
        for (int i = 0; i < pairs.size(); i++) {
            HostAddress recorded = pairs.get(i).recorded;
            if (recorded.low() == low && recorded.high() == high) {
                return pairs.get(i).host;
            }
        }
        return null;
    }

    /// What was recorded in place of an address of the host, or null.
    @Nullable HostAddress recorded(long high, long low) {
        for (int i = 0; i < pairs.size(); i++) {
            HostAddress host = pairs.get(i).host;
            if (host.low() == low && host.high() == high) {
                return pairs.get(i).recorded;
            }
        }
        return null;
    }
}
