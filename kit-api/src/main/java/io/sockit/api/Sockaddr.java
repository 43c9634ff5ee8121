package io.sockit.api;

/// A socket address (`struct sockaddr`): immutable, equal by value, its text the form that its
/// family parses. Each family brings its own type.
public interface Sockaddr {
    /// The address of no family; `connect` to it dissolves an association.
    Sockaddr UNSPEC =
            new Sockaddr() {
                @Override
                public AddressFamily family() {
                    return AddressFamily.AF_UNSPEC;
                }

                @Override
                public String toString() {
                    return "unspec";
                }
            };

    /// The family this address belongs to (`sa_family`).
    AddressFamily family();
}
