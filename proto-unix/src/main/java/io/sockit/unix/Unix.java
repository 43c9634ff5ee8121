package io.sockit.unix;

import io.sockit.api.AddressFamily;

/// What a program needs to know of AF_UNIX besides [SockaddrUn].
public final class Unix {
    public static final AddressFamily AF_UNIX = new AddressFamily(1, "AF_UNIX");

    private Unix() {}
}
