package io.sockit.spi;

import io.sockit.api.LinkType;

/// The key of a network protocol: which packets of which links are its own.
///
/// @param link how the link's frames begin
/// @param number the EtherType, such as 0x0800
public record EtherType(LinkType link, int number) {
    @Override
    public String toString() {
        return "%s 0x%04x".formatted(link, number);
    }
}
