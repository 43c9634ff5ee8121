package io.sockit.api;

/// The number and name of an address family (`AF_INET` is 2). An open set: a plug-in with a
/// family makes one.
///
/// @param number Linux's number where there is one
/// @param name the constant's name, such as `AF_INET`
public record AddressFamily(int number, String name) {
    /// No family: `connect` to it dissolves an association (POSIX).
    public static final AddressFamily AF_UNSPEC = new AddressFamily(0, "AF_UNSPEC");

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressFamily family && family.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return name;
    }
}
