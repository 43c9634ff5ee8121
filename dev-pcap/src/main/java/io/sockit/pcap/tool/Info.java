package io.sockit.pcap.tool;

import io.sockit.pcap.file.CaptureException;
import io.sockit.pcap.file.CaptureInterface;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.DataLink;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What `pcap info` says of one file: the packets, their bytes as they were on the wire, the
/// earliest and the latest time, and what is odd.
///
/// @param name the file
/// @param packets how many could be read
/// @param bytes of all of them
/// @param first the earliest time, [CaptureReader#NO_TIME] where there is none
/// @param last the latest time
/// @param interfaces that the file describes
/// @param notes what is odd, and where the file is cut off
record Info(
        String name,
        long packets,
        long bytes,
        long first,
        long last,
        List<CaptureInterface> interfaces,
        List<String> notes) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final long SECOND = 1_000_000_000L;

    /// Prints a block a file.
    ///
    /// @return 1 if one could not be read at all
    static int run(List<String> files, PrintWriter out, PrintWriter err) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("info: no file (expected: at least one)");
        }
        int status = 0;
        for (String file : files) {
            try (CaptureReader in = CaptureReader.open(file)) {
                out.print(of(in, file));
                out.flush();
            } catch (IOException e) {
                err.println("sockit: pcap: " + e.getMessage());
                status = 1;
            }
        }
        return status;
    }

    static Info of(CaptureReader in, String name) throws IOException {
        Survey survey = new Survey();
        String end = "";
        try {
            while (in.next()) {
                survey.add(in);
            }
        } catch (CaptureException e) {
            end = "offset " + e.offset() + ": " + e.reason();
        }
        List<String> notes = new ArrayList<>(in.notes());
        notes.addAll(survey.notes());
        if (!end.isEmpty()) {
            notes.add(end);
        }
        return new Info(
                name,
                in.packets(),
                in.dataBytes(),
                survey.first(),
                survey.last(),
                in.interfaces(),
                notes);
    }

    private String links() {
        String links =
                interfaces.stream()
                        .map(CaptureInterface::link)
                        .map(DataLink::name)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return links.isEmpty() ? "none" : links;
    }

    private String time(long time) {
        if (last == CaptureReader.NO_TIME) {
            return "none";
        }
        long seconds = Math.floorDiv(time, SECOND);
        return TIME.format(Instant.ofEpochSecond(seconds, Math.floorMod(time, SECOND)));
    }

    @Override
    public String toString() {
        StringBuilder block = new StringBuilder();
        line(block, "file", name);
        line(block, "packets", Long.toString(packets));
        line(block, "bytes", Long.toString(bytes));
        line(block, "link", links());
        line(block, "first", time(first));
        line(block, "last", time(last));
        line(block, "interfaces", Integer.toString(interfaces.size()));
        notes.forEach(note -> line(block, "note", note));
        return block.toString();
    }

    private static void line(StringBuilder block, String key, String value) {
        block.append(key).append(": ").append(value).append(System.lineSeparator());
    }
}
