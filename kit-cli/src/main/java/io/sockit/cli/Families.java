package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Contribution;
import io.sockit.spi.ProtocolFamily;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Families by number, so that the command line runs without their jars.
final class Families {
    static final AddressFamily AF_UNIX = new AddressFamily(1, "AF_UNIX");
    static final AddressFamily AF_INET = new AddressFamily(2, "AF_INET");
    static final AddressFamily AF_INET6 = new AddressFamily(10, "AF_INET6");

    private Families() {}

    static boolean knows(Host host, AddressFamily family) {
        return host.extensions().of(ProtocolFamily.POINT).find(family) != null;
    }

    /// The address that an argument names, with a port.
    ///
    /// @throws ParameterException if the text is not an address of the family
    /// @throws ErrnoException `EAFNOSUPPORT` without the family
    static Sockaddr destination(
            CommandLine verb, Host host, AddressFamily family, String address, int port)
            throws ErrnoException {
        try {
            return address(host, family, address, port);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            boolean six = family.equals(AF_INET6);
            throw new ParameterException(
                    verb,
                    "DEST: '%s' (expected: %s)"
                            .formatted(
                                    address,
                                    six
                                            ? "an IPv6 address such as fd00::2"
                                            : "an IPv4 address such as 10.0.0.2"),
                    e);
        }
    }

    /// The wildcard address with a port.
    static Sockaddr any(Host host, AddressFamily family, int port) throws ErrnoException {
        return address(host, family, family.equals(AF_INET6) ? "::" : "0.0.0.0", port);
    }

    /// An address and port in the notation of an Internet family.
    static Sockaddr address(Host host, AddressFamily family, String address, int port)
            throws ErrnoException {
        String text = family.equals(AF_INET6) ? "[" + address + "]:" : address + ":";
        return parse(host, family, text + port);
    }

    /// An address in the family's notation.
    ///
    /// @throws ErrnoException `EAFNOSUPPORT` without the family, `EINVAL` for the text
    static Sockaddr parse(Host host, AddressFamily family, String text) throws ErrnoException {
        Contribution<ProtocolFamily> found =
                host.extensions().of(ProtocolFamily.POINT).find(family);
        if (found == null) {
            throw new ErrnoException(
                    Errno.EAFNOSUPPORT, "address", family + ": no plug-in serves it");
        }
        try {
            return found.value().parse(text);
        } catch (IllegalArgumentException e) {
            throw new ErrnoException(Errno.EINVAL, "address", String.valueOf(e.getMessage()), e);
        }
    }
}
