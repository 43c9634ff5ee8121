package io.sockit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hands over to the tool of the dev-pcap jar, if it is on the class path.
@Command(name = "pcap", description = "Looks at capture files, and converts them.")
@SuppressWarnings("NullAway.Init") // picocli sets the specification
final class PcapVerb implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "pcap: nothing to do (expected: one of "
                        + Failures.verbs(spec.commandLine())
                        + ")");
    }

    @Command(
            name = "info",
            description = "Says what is in capture files: a block each.",
            footer = "%nExit status: 1 where a file cannot be read at all.")
    int info(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "FILE",
                            description = "pcap or pcapng, also gzip or zstd; - is standard input.")
                    List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("info"));
        arguments.addAll(files);
        return tool(arguments);
    }

    @Command(name = "convert", description = "Writes a capture in another format.")
    int convert(
            @Option(
                            names = "--to",
                            paramLabel = "FORMAT",
                            description = "pcap or pcapng (default: what OUT's name ends with).")
                    Optional<String> format,
            @Option(
                            names = "--filter",
                            paramLabel = "EXPRESSION",
                            description = "Copies what passes: udp port 53 and host 10.0.0.1.")
                    Optional<String> filter,
            @Parameters(paramLabel = "IN", description = "A capture; - is standard input.")
                    String in,
            @Parameters(paramLabel = "OUT", description = "A file; - is standard output.")
                    String out) {
        List<String> arguments = new ArrayList<>(List.of("convert"));
        format.ifPresent(name -> arguments.addAll(List.of("--to", name)));
        filter.ifPresent(text -> arguments.addAll(List.of("--filter", text)));
        arguments.addAll(List.of(in, out));
        return tool(arguments);
    }

    private int tool(List<String> arguments) {
        return Sockit.tool(spec.commandLine(), "dev-pcap", "sockit-pcap", arguments);
    }
}
