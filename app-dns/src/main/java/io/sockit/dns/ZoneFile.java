package io.sockit.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a zone from a master file (RFC 1035 §5).
final class ZoneFile {
    private static final String ENDING = ".zone";

    /// dnsjava's name for the file of a stream.
    private static final String NO_NAME = "<none>";

    /// Records of one file, those that it generates too.
    private static final int MOST_RECORDS = 1_000_000;

    private static final long MOST_BYTES = 64L << 20;

    private ZoneFile() {}

    /// Reads a file whose name is the zone's, and `.zone`.
    ///
    /// @throws ZoneException with file and line
    static AuthZone read(Path file) throws ZoneException {
        checkFile(file);
        AuthZone zone = new AuthZone(origin(file));
        try (LineCounter in = new LineCounter(Files.newInputStream(file))) {
            read(file, in, zone);
        } catch (ZoneException e) {
            throw e;
        } catch (IOException e) {
            throw new ZoneException(file + ": " + e.getMessage(), e);
        }
        check(zone, file);
        return zone;
    }

    private static void read(Path file, LineCounter in, AuthZone zone) throws ZoneException {
        try (Master master = new Master(in, zone.origin())) {
            master.disableIncludes(true); // it could name any file, itself too
            int records = 0;
            for (Record record = next(master); record != null; record = next(master)) {
                if (++records > MOST_RECORDS) {
                    throw bad(file, in, "more than " + MOST_RECORDS + " records");
                }
                add(zone, record, file, in);
            }
        } catch (TextParseException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(NO_NAME) // and then the line
                    ? new ZoneException(file + message.substring(NO_NAME.length()), e)
                    : bad(file, in, message);
        } catch (ZoneException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw bad(file, in, String.valueOf(e.getMessage()));
        }
    }

    private static ZoneException bad(Path file, LineCounter in, String reason) {
        return new ZoneException(file + ":" + in.line() + ": " + reason);
    }

    private static void checkFile(Path file) throws ZoneException {
        if (!Files.exists(file)) {
            throw new ZoneException(file + ": no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new ZoneException(file + ": no regular file");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ZoneException(file + ": more than " + MOST_BYTES + " bytes");
            }
        } catch (ZoneException e) {
            throw e;
        } catch (IOException e) {
            throw new ZoneException(file + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Record next(Master master) throws IOException {
        return master.nextRecord();
    }

    private static Name origin(Path file) throws ZoneException {
        String name = String.valueOf(file.getFileName());
        String zone = name.endsWith(ENDING) ? name.substring(0, name.length() - 5) : name;
        try {
            return Name.fromString(zone, Name.root);
        } catch (TextParseException e) {
            throw new ZoneException(
                    file + ": no name of a zone (expected: such as example.org" + ENDING + ")", e);
        }
    }

    private static void add(AuthZone zone, Record record, Path file, LineCounter in)
            throws ZoneException {
        String reason =
                record.getDClass() == DClass.IN
                        ? zone.add(record)
                        : "class " + DClass.string(record.getDClass()) + " (expected: IN)";
        if (!reason.isEmpty()) {
            throw bad(file, in, record.getName() + ": " + reason);
        }
    }

    private static void check(AuthZone zone, Path file) throws ZoneException {
        if (zone.soa() == null) {
            throw new ZoneException(file + ": no SOA at " + zone.origin());
        }
        if (zone.servers().isEmpty()) {
            throw new ZoneException(file + ": no NS at " + zone.origin());
        }
    }
}
