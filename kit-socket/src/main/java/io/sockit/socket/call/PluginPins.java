package io.sockit.socket.call;

import io.sockit.spi.Contribution;

import org.jspecify.annotations.Nullable;

/// The contributions that serve a socket: the family's, and the server's that the family named.
/// Both are pinned until the end, and nothing of them is kept after it. On the strand.
final class PluginPins {
    private @Nullable Contribution<?> family;
    private @Nullable Contribution<?> server;
    private boolean refused;

    /// @param family pinned by the caller
    PluginPins(Contribution<?> family) {
        this.family = family;
    }

    /// Pins the server; where its plug-in is leaving, [#refused] says so.
    void server(@Nullable Contribution<?> contribution) {
        if (contribution == null) {
            return;
        }
        if (server == null && contribution.pin()) {
            server = contribution;
        } else {
            refused = true;
        }
    }

    /// The same contributions, pinned once more; null where a plug-in is leaving.
    @Nullable PluginPins again() {
        Contribution<?> mine = family;
        if (mine == null || !mine.pin()) {
            return null;
        }
        PluginPins copy = new PluginPins(mine);
        copy.server(server);
        if (copy.refused()) {
            copy.end();
            return null;
        }
        return copy;
    }

    /// Whether this contribution is the server that is pinned.
    @SuppressWarnings("ReferenceEquality") // identity is meant
    boolean isFor(@Nullable Contribution<?> contribution) {
        return contribution != null && server == contribution;
    }

    /// Whether a server could not be pinned.
    boolean refused() {
        return refused;
    }

    boolean isBy(String plugin) {
        return isOf(family, plugin) || isOf(server, plugin);
    }

    private static boolean isOf(@Nullable Contribution<?> contribution, String plugin) {
        return contribution != null && contribution.plugin().equals(plugin);
    }

    /// Charges the one that runs the socket.
    ///
    /// @return the plug-in's name
    String fault(Throwable thrown) {
        Contribution<?> charged = server == null ? family : server;
        if (charged == null) {
            return "(gone)";
        }
        charged.fault(thrown);
        return charged.plugin();
    }

    /// Releases both. Idempotent.
    void end() {
        release(family);
        release(server);
        family = null;
        server = null;
    }

    private static void release(@Nullable Contribution<?> contribution) {
        if (contribution != null) {
            contribution.release();
        }
    }
}
