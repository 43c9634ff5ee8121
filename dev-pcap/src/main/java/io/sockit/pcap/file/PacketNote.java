package io.sockit.pcap.file;

import java.util.ArrayList;
import java.util.List;

/// What is written about a packet besides its bytes, where the format has room for it.
///
/// @param direction which way it went
/// @param comments for people, such as why it was dropped
public record PacketNote(PacketDirection direction, List<String> comments) {
    public static final PacketNote NONE = new PacketNote(PacketDirection.UNKNOWN, List.of());
    public static final PacketNote INBOUND = new PacketNote(PacketDirection.INBOUND, List.of());
    public static final PacketNote OUTBOUND = new PacketNote(PacketDirection.OUTBOUND, List.of());

    public PacketNote {
        comments = List.copyOf(comments);
    }

    /// With one more comment.
    public PacketNote with(String comment) {
        List<String> more = new ArrayList<>(comments);
        more.add(comment);
        return new PacketNote(direction, more);
    }
}
