package io.sockit.pcap.file;

/// An interface that a capture was made on. A classic file has one, without a name.
///
/// @param index its number in the file: 0, 1, … through all sections
/// @param section the section it is described in, from 0
/// @param link how its packets begin
/// @param snapLength bytes of a packet that were kept at most, 0 for no limit
/// @param resolution units of time: bit 7 clear, 10^-n seconds; set, 2^-n (if_tsresol)
/// @param timeOffset seconds that are added to all times (if_tsoffset)
/// @param options what else is said of it
public record CaptureInterface(
        int index,
        int section,
        DataLink link,
        long snapLength,
        int resolution,
        long timeOffset,
        BlockOptions options) {
    /// if_name, or nothing.
    public String name() {
        return options.text(BlockOptions.IF_NAME);
    }

    /// if_description, or nothing.
    public String description() {
        return options.text(BlockOptions.IF_DESCRIPTION);
    }
}
