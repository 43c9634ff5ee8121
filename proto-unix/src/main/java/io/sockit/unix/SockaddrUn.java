package io.sockit.unix;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PathText;
import io.sockit.api.Sockaddr;

import java.util.HexFormat;

/// An address of AF_UNIX (`struct sockaddr_un`): the path name of a socket file, an abstract name,
/// or nothing. As text a path name is itself, an abstract one follows an `@`, and [#UNNAMED] is
/// `*`.
/// Bytes that are not printable ASCII are written `\x7f`, and so is the first one of a path name
/// that
/// has no slash.
///
/// @param sunPath the bytes of `sun_path` as characters up to 255, at most 108 of them: empty for
/// no
///     name, first a NUL for an abstract name, in which every byte counts
public record SockaddrUn(String sunPath) implements Sockaddr {
    /// The most bytes of a name.
    public static final int LONGEST = 108;

    /// What a socket without a name has. Binding it gives the socket a free abstract name.
    public static final SockaddrUn UNNAMED = new SockaddrUn("");

    private static final String NUL = "\0";

    /// @throws IllegalArgumentException where it is longer, or a NUL ends a path name early
    public SockaddrUn {
        if (sunPath.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "name: " + sunPath.length() + " bytes (expected: <= " + LONGEST + ")");
        }
        if (sunPath.chars().anyMatch(each -> each > 0xff)) {
            throw new IllegalArgumentException("name: '" + sunPath + "' (expected: bytes)");
        }
        if (sunPath.indexOf(0, 1) > 0 && !sunPath.startsWith(NUL)) {
            throw new IllegalArgumentException("path name: a NUL in it (expected: no NUL)");
        }
    }

    /// The address of a socket file, its name in UTF-8 ([PathText]).
    ///
    /// @throws IllegalArgumentException where the name is empty or longer than 108 bytes
    public static SockaddrUn path(String name) {
        if (name.isEmpty() || name.startsWith(NUL)) {
            throw new IllegalArgumentException("path name: '" + name + "' (expected: a name)");
        }
        return new SockaddrUn(PathText.bytes(name));
    }

    /// An address in the abstract name space, which is not one of files: the name in UTF-8, without
    /// the NUL in front.
    ///
    /// @throws IllegalArgumentException where the name is longer than 107 bytes
    public static SockaddrUn abstractName(String name) {
        return new SockaddrUn(NUL + PathText.bytes(name));
    }

    /// Parses what [#toString] writes.
    ///
    /// @throws IllegalArgumentException where the text is no such name
    public static SockaddrUn parse(String text) {
        if (text.equals("*")) {
            return UNNAMED;
        }
        boolean path = text.contains("/") || text.startsWith("\\x");
        if (!(path || text.startsWith("@")) || !text.chars().allMatch(SockaddrUn::isPlain)) {
            throw new IllegalArgumentException(
                    "'" + text + "' (expected: a path name with a slash, @name or *)");
        }
        String name = unescaped(text.startsWith("@") ? text.substring(1) : text);
        return new SockaddrUn(text.startsWith("@") ? NUL + name : name);
    }

    private static String unescaped(String text) {
        StringBuilder name = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
            name.append(text, from, at);
            if (!text.startsWith("\\x", at) || at + 4 > text.length()) {
                throw new IllegalArgumentException(
                        "'" + text.substring(at) + "' (expected: \\x and two digits)");
            }
            name.append((char) HexFormat.fromHexDigits(text, at + 2, at + 4));
            from = at + 4;
        }
        return name.append(text, from, text.length()).toString();
    }

    /// The address as one of this family.
    static SockaddrUn of(Sockaddr address, String call) throws ErrnoException {
        if (address instanceof SockaddrUn unix) {
            return unix;
        }
        throw new ErrnoException(
                Errno.EAFNOSUPPORT,
                call,
                address + " is of " + address.family() + " (expected: " + Unix.AF_UNIX + ")");
    }

    /// Whether it is a name outside of the file name space.
    public boolean isAbstract() {
        return sunPath.startsWith(NUL);
    }

    public boolean isUnnamed() {
        return sunPath.isEmpty();
    }

    @Override
    public AddressFamily family() {
        return Unix.AF_UNIX;
    }

    @Override
    public String toString() {
        if (isUnnamed()) {
            return "*";
        }
        String name = isAbstract() ? sunPath.substring(1) : sunPath;
        StringBuilder text = new StringBuilder(isAbstract() ? "@" : "");
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            boolean first = i == 0 && !isAbstract() && (each == '@' || !name.contains("/"));
            boolean plain = isPlain(each) && each != '\\' && !first;
            text.append(plain ? String.valueOf(each) : "\\x%02x".formatted((int) each));
        }
        return text.toString();
    }

    private static boolean isPlain(int each) {
        return each > ' ' && each < 0x7f;
    }
}
