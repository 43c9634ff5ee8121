package io.sockit.pcap.tool;

import io.sockit.pcap.file.CaptureCopy;
import io.sockit.pcap.file.CaptureException;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.FileFormat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What `pcap convert` was asked for.
///
/// @param from a file, or `-` for standard input
/// @param to a file, or `-` for standard output
/// @param format of what is written
record Conversion(String from, String to, FileFormat format) {
    private static final String STANDARD = CaptureReader.STANDARD_INPUT;

    /// @throws IllegalArgumentException saying what was expected
    static Conversion parse(List<String> arguments) {
        List<String> files = new ArrayList<>();
        String to = "";
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.equals("--to") && rest.hasNext()) {
                to = rest.next();
            } else {
                files.add(argument);
            }
        }
        if (files.size() != 2) {
            throw new IllegalArgumentException(
                    "convert: " + files.size() + " files (expected: IN and OUT)");
        }
        String out = files.get(1);
        return new Conversion(
                files.get(0), out, to.isEmpty() ? FileFormat.ofName(out) : format(to));
    }

    private static FileFormat format(String name) {
        for (FileFormat format : FileFormat.values()) {
            if (format.ending().equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("--to: '" + name + "' (expected: pcap or pcapng)");
    }

    /// @return the exit status
    int run(PrintWriter out, PrintWriter err) throws IOException {
        if (same()) {
            throw new IllegalArgumentException(
                    "convert: '" + to + "' is the file that is read (expected: another)");
        }
        try (CaptureReader in = CaptureReader.open(from);
                CaptureWriter file = writer()) {
            long packets;
            try {
                packets = CaptureCopy.copy(in, file, packet -> true);
            } catch (CaptureException e) {
                err.println("sockit: pcap: " + e.getMessage());
                err.println("sockit: pcap: " + file.packets() + " packets in front are written");
                return 1;
            }
            if (!to.equals(STANDARD)) {
                out.println("packets: " + packets);
            }
            return 0;
        }
    }

    private boolean same() throws IOException {
        if (from.equals(STANDARD) || to.equals(STANDARD)) {
            return false;
        }
        Path in = Path.of(from);
        Path out = Path.of(to);
        return Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out);
    }

    private CaptureWriter writer() throws IOException {
        if (to.equals(STANDARD)) {
            return CaptureWriter.to(
                    new FileOutputStream(FileDescriptor.out), "standard output", format);
        }
        return CaptureWriter.create(Path.of(to), format);
    }
}
