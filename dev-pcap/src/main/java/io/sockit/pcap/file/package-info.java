/// Capture files, read and written: classic pcap and pcapng (draft-ietf-opsawg-pcapng), plain or
/// compressed, of any size, as streams.
///
/// Start at [io.sockit.pcap.file.CaptureReader], a cursor over the packets of a file, and
/// [io.sockit.pcap.file.CaptureWriter]. What a file says of its packets' link is a
/// [io.sockit.pcap.file.DataLink]; [io.sockit.pcap.file.LinkHeader] finds the network packet behind
/// its header. `Window` is the memory that a stream passes through; `PcapReader` and `PcapngReader`
/// are the two formats.
///
/// A file is never trusted: one that is cut off, corrupt or hostile ends in a
/// [io.sockit.pcap.file.CaptureException] that names the offset and the reason, after all packets
/// in front of it.
@NullMarked
package io.sockit.pcap.file;

import org.jspecify.annotations.NullMarked;
