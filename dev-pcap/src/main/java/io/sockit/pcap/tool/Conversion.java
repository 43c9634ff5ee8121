package io.sockit.pcap.tool;

import io.sockit.api.ErrnoException;
import io.sockit.pcap.file.CaptureCopy;
import io.sockit.pcap.file.CaptureException;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.filter.Filter;
import io.sockit.pcap.filter.FilterException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/// What `pcap convert` was asked for.
///
/// @param from a file, or `-` for standard input
/// @param to a file, or `-` for standard output
/// @param format of what is written
/// @param wanted the packets that are copied
record Conversion(
        String from, String to, FileFormat format, Predicate<? super CaptureReader> wanted) {
    private static final String STANDARD = CaptureReader.STANDARD_INPUT;

    /// @throws IllegalArgumentException saying what was expected
    static Conversion parse(List<String> arguments) {
        List<String> files = new ArrayList<>();
        String to = "";
        Predicate<? super CaptureReader> wanted = packet -> true;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--to" -> to = value(argument, rest);
                case "--filter" -> wanted = filter(value(argument, rest));
                default -> files.add(argument);
            }
        }
        if (files.size() != 2) {
            throw new IllegalArgumentException(
                    "convert: " + files.size() + " files (expected: IN and OUT)");
        }
        String out = files.get(1);
        FileFormat format = to.isEmpty() ? formatOf(out) : format(to);
        return new Conversion(files.get(0), out, format, wanted);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + ": nothing (expected: a value)");
        }
        return rest.next();
    }

    private static Predicate<CaptureReader> filter(String text) {
        Filter filter;
        try {
            filter = Filter.compile(text);
        } catch (FilterException e) {
            throw new IllegalArgumentException("--filter: " + e.getMessage(), e);
        }
        return in ->
                filter.matches(
                        in.link(),
                        in.bytes(),
                        in.offset(),
                        in.length(),
                        in.originalLength(),
                        in.direction());
    }

    private static FileFormat formatOf(String out) {
        try {
            return out.equals(STANDARD) ? FileFormat.PCAPNG : FileFormat.ofName(out);
        } catch (ErrnoException e) {
            throw new IllegalArgumentException(
                    "convert: '%s' (expected: a name that ends with one of %s, or --to)"
                            .formatted(out, FileFormat.endings()),
                    e);
        }
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
                packets = CaptureCopy.copy(in, file, wanted);
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
