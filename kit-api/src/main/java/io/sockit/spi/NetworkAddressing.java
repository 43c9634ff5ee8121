package io.sockit.spi;

import io.sockit.api.NetAddress;

import org.jspecify.annotations.Nullable;

/// The notation of a family's network addresses, for the control plane. Any thread.
public interface NetworkAddressing {
    /// The address of a text, or null where the text is no address of this family.
    @Nullable NetAddress parseAddress(String text);

    String format(NetAddress address);
}
