package io.sockit.pcap.tool;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.DataLink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is looked at in every packet of a file. One thread.
final class Survey {
    private final Map<DataLink, Long> strangers =
            new TreeMap<>(Comparator.comparingInt(DataLink::number));
    private long first = Long.MAX_VALUE;
    private long last = CaptureReader.NO_TIME;
    private long before = CaptureReader.NO_TIME;
    private long backwards;
    private long cutShort;

    void add(CaptureReader packet) {
        long time = packet.timestamp();
        if (time != CaptureReader.NO_TIME) {
            first = Math.min(first, time);
            last = Math.max(last, time);
            backwards += time < before ? 1 : 0;
            before = time;
        }
        cutShort += packet.capturedLength() < packet.originalLength() ? 1 : 0;
        DataLink link = packet.link();
        if (!link.isKnown()) {
            strangers.merge(link, 1L, Long::sum);
        }
    }

    /// The earliest time; means nothing where [#last] is [CaptureReader#NO_TIME].
    long first() {
        return first;
    }

    /// The latest time, or [CaptureReader#NO_TIME].
    long last() {
        return last;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        strangers.forEach(
                (link, packets) ->
                        notes.add("packets of " + link + ", which no host reads: " + packets));
        if (cutShort > 0) {
            notes.add("packets cut short: " + cutShort);
        }
        if (backwards > 0) {
            notes.add("packets earlier than the one before: " + backwards);
        }
        return notes;
    }
}
