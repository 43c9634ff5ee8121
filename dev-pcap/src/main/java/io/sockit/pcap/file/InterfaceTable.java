package io.sockit.pcap.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The interfaces that a file has described: numbers in packets are those of their section.
final class InterfaceTable {
    /// More describe no machine.
    private static final int MOST = 65_536;

    /// Bytes of all descriptions together.
    private static final long MOST_BYTES = 2 << 20;

    private static final int USUAL = 4;

    private final List<CaptureInterface> all = new ArrayList<>();
    private final List<CaptureInterface> view = Collections.unmodifiableList(all);
    private Timescale[] scales = new Timescale[USUAL];
    private int sections;
    private int first;
    private int count;
    private long described;

    List<CaptureInterface> all() {
        return view;
    }

    int sections() {
        return sections;
    }

    /// Begins a section: interfaces are numbered from 0 again.
    void section() {
        sections++;
        first += count;
        count = 0;
    }

    /// Interfaces of this section.
    int count() {
        return count;
    }

    /// The index in [#all] of one of this section's.
    int index(int number) {
        return first + number;
    }

    Timescale scale(int index) {
        return scales[index];
    }

    /// Takes in an interface description block.
    ///
    /// @return why not, or nothing
    String add(Numbers numbers, byte[] block, int at, int total, OptionWalk walk) {
        described += total;
        if (all.size() == MOST || described > MOST_BYTES) {
            return "more interfaces than are kept (%d, %d bytes)".formatted(MOST, MOST_BYTES);
        }
        int from = at + Blocks.Interface.OPTIONS;
        int to = at + total - Blocks.TRAILER;
        int resolution = Timescale.MICROSECONDS;
        long offset = 0;
        walk.start(numbers, block, from, to);
        while (walk.next()) {
            if (walk.code() == Blocks.Interface.TSRESOL && walk.length() == 1) {
                resolution = walk.u8();
            } else if (walk.code() == Blocks.Interface.TSOFFSET && walk.length() == Long.BYTES) {
                offset = walk.i64();
            }
        }
        if (walk.broken()) {
            return walk.wrong();
        }
        walk.start(numbers, block, from, to);
        add(
                new CaptureInterface(
                        all.size(),
                        sections - 1,
                        DataLink.of(numbers.u16(block, at + Blocks.Interface.LINK_TYPE)),
                        numbers.u32(block, at + Blocks.Interface.SNAP_LENGTH) & 0xffff_ffffL,
                        resolution,
                        offset,
                        walk.rest()));
        return "";
    }

    private void add(CaptureInterface described) {
        if (all.size() == scales.length) {
            scales = Arrays.copyOf(scales, 2 * scales.length);
        }
        scales[all.size()] = new Timescale(described.resolution(), described.timeOffset());
        all.add(described);
        count++;
    }
}
