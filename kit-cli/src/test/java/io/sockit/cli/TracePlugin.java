package io.sockit.cli;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.PluginModule;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// A plug-in of the tests' class path: captures as text, `?capture=x.trace`, and the device
/// `tape:`.
public final class TracePlugin extends PluginModule {
    public TracePlugin() {
        super("trace", "1.0");
    }

    @Override
    protected void configure() {
        contribute(CaptureFormat.POINT, "trace", Format.class);
        contribute(DeviceDriver.POINT, "tape", TapeDevice.Driver.class);
    }

    static final class Format implements CaptureFormat {
        @Override
        public Capture open(Path file) throws ErrnoException {
            try {
                return new Trace(new PrintWriter(Files.newBufferedWriter(file)));
            } catch (IOException e) {
                throw new ErrnoException(Errno.EIO, "capture", file.toString(), e);
            }
        }
    }

    private record Trace(PrintWriter out) implements CaptureFormat.Capture {
        @Override
        public void packet(
                Link link,
                Direction direction,
                long timestampNanos,
                int etherType,
                ByteBuffer frame,
                String dropped) {
            byte[] bytes = new byte[frame.remaining()];
            frame.get(frame.position(), bytes);
            out.println(
                    timestampNanos
                            + " "
                            + direction
                            + " "
                            + HexFormat.of().formatHex(bytes)
                            + " "
                            + dropped);
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
