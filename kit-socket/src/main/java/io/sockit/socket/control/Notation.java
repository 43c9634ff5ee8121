package io.sockit.socket.control;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.NetAddress;
import io.sockit.api.Prefix;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.NetworkAddressing;
import io.sockit.spi.ProtocolFamily;

import java.util.ArrayList;
import java.util.List;

/// Text of network addresses, by asking the families that have addresses of their own. Any thread.
public final class Notation {
    private final ExtensionView<AddressFamily, ProtocolFamily> families;

    public Notation(ExtensionView<AddressFamily, ProtocolFamily> families) {
        this.families = families;
    }

    /// @throws IllegalArgumentException where no family knows the text
    public NetAddress parse(String text) {
        List<String> asked = new ArrayList<>();
        for (Contribution<ProtocolFamily> family : families.all()) {
            if (family.value() instanceof NetworkAddressing addressing) {
                NetAddress address = addressing.parseAddress(text);
                if (address != null) {
                    return address;
                }
                asked.add(family.plugin());
            }
        }
        throw new IllegalArgumentException(
                "address: '%s' (expected: one that a family knows, of %s)".formatted(text, asked));
    }

    /// @throws IllegalArgumentException where no family knows the text
    public Prefix parsePrefix(String text) {
        Parts parts = parts(text);
        return new Prefix(parts.address, parts.length);
    }

    /// The address in its family's notation, or its bytes where that family is gone.
    public String format(NetAddress address) {
        Contribution<ProtocolFamily> family = families.find(address.family());
        return family != null && family.value() instanceof NetworkAddressing addressing
                ? addressing.format(address)
                : address.toString();
    }

    /// An address and how many of its bits name the network; unlike a prefix it keeps the rest.
    record Parts(NetAddress address, int length) {}

    Parts parts(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            NetAddress address = parse(text);
            return new Parts(address, address.bits());
        }
        NetAddress address = parse(text.substring(0, slash));
        return new Parts(address, length(text, text.substring(slash + 1), address.bits()));
    }

    /// As [#parts], for the edge.
    Parts parts(String text, String call) throws ErrnoException {
        try {
            return parts(text);
        } catch (IllegalArgumentException e) {
            throw invalid(call, e);
        }
    }

    NetAddress address(String text, String call) throws ErrnoException {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid(call, e);
        }
    }

    private static int length(String text, String digits, int bits) {
        if (digits.matches("\\d{1,4}")) {
            int length = Integer.parseInt(digits);
            if (length <= bits) {
                return length;
            }
        }
        throw new IllegalArgumentException(
                "prefix: '%s' (expected: a length from 0 to %d)".formatted(text, bits));
    }

    private static ErrnoException invalid(String call, IllegalArgumentException e) {
        return new ErrnoException(Errno.EINVAL, call, String.valueOf(e.getMessage()), e);
    }
}
