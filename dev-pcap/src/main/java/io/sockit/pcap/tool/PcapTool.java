package io.sockit.pcap.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.spi.ToolProvider;

/// The tool `sockit-pcap`: `info FILE…` and `convert [--to FORMAT] [--filter
/// EXPRESSION] IN OUT`. Where a program calls
/// it, the arguments have been looked at before.
public final class PcapTool implements ToolProvider {
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    @Override
    public String name() {
        return "sockit-pcap";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        List<String> arguments = List.of(args);
        String verb = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        try {
            return switch (verb) {
                case "info" -> Info.run(rest, out, err);
                case "convert" -> Conversion.parse(rest).run(out, err);
                default ->
                        throw new IllegalArgumentException(
                                "'" + verb + "' (expected: info or convert)");
            };
        } catch (IllegalArgumentException e) {
            err.println("sockit: pcap: " + e.getMessage());
            return USAGE;
        } catch (IOException e) {
            err.println("sockit: pcap: " + e.getMessage());
            return FAILURE;
        }
    }
}
