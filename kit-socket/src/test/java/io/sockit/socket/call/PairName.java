package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Sockaddr;

/// The address of the test family: a number.
record PairName(int number) implements Sockaddr {
    @Override
    public AddressFamily family() {
        return PairFamily.AF_PAIR;
    }
}
