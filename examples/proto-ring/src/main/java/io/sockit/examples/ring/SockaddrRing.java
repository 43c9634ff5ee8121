package io.sockit.examples.ring;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;

import java.util.regex.Pattern;

/// The address of a ring's member, `ring/member`, or of all its members, `ring/*`.
///
/// @param ring 1 to 63 of letters, digits, `.`, `_`, `-`
/// @param member the same, or `*`
public record SockaddrRing(String ring, String member) implements Sockaddr {
    /// In place of a member's name: all of them.
    public static final String ALL = "*";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    /// What a stream without an address answers.
    static final SockaddrRing UNNAMED = new SockaddrRing("-", "-");

    /// @throws IllegalArgumentException where a name is none
    public SockaddrRing {
        requireName("ring", ring);
        if (!member.equals(ALL)) {
            requireName("member", member);
        }
    }

    /// Parses what [#toString] writes.
    ///
    /// @throws IllegalArgumentException where the text is no `ring/member`
    public static SockaddrRing parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' (expected: ring/member)");
        }
        return new SockaddrRing(text.substring(0, slash), text.substring(slash + 1));
    }

    /// The address as one of this family.
    static SockaddrRing of(Sockaddr address, String call) throws ErrnoException {
        if (address instanceof SockaddrRing ring) {
            return ring;
        }
        throw new ErrnoException(
                Errno.EAFNOSUPPORT,
                call,
                address + " is of " + address.family() + " (expected: " + Ring.AF_RING + ")");
    }

    /// The address as that of one member.
    static SockaddrRing member(Sockaddr address, String call) throws ErrnoException {
        SockaddrRing one = of(address, call);
        if (one.toAll()) {
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL, call, one + " (expected: one member's name)");
        }
        return one;
    }

    boolean toAll() {
        return member.equals(ALL);
    }

    @Override
    public AddressFamily family() {
        return Ring.AF_RING;
    }

    @Override
    public String toString() {
        return ring + "/" + member;
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + ": '" + name + "' (expected: 1 to 63 letters, digits, '.', '_', '-')");
        }
    }
}
