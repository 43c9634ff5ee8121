package io.sockit.unix;

import io.sockit.api.Sockaddr;

import java.util.HashSet;
import java.util.Set;

/// The same with paths for names.
class UnixPathCallScriptsTest extends UnixCallScriptsTest {
    @Override
    protected Sockaddr address(int n) {
        return SockaddrUn.path("/tmp/m" + n);
    }

    @Override
    protected Set<String> features() {
        Set<String> features = new HashSet<>(super.features());
        features.remove("abstract");
        return features;
    }

    @Override
    protected String place() {
        return "unix_path";
    }
}
