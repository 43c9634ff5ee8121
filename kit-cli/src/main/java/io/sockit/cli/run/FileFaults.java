package io.sockit.cli.run;

import io.sockit.api.Host;
import io.sockit.cli.term.Console;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What went wrong with the captures of a run: a file that was read in part only, or could not be
/// written. A run with one of them has failed, whatever its checks say.
final class FileFaults {
    /// By counter.
    private static final SortedMap<String, String> MEANINGS =
            new TreeMap<>(
                    Map.of(
                            "Pcap.FileErrors",
                            "a capture is damaged, what stands before was replayed",
                            "Pcap.WriteErrors",
                            "a capture could not be written whole"));

    private FileFaults() {}

    /// Tells of them, once the files are closed; the log has named file and reason.
    ///
    /// @return whether there are none
    static boolean print(Collection<Host> hosts, Console console) {
        boolean none = true;
        for (Host host : hosts) {
            for (Map.Entry<String, String> fault : MEANINGS.entrySet()) {
                long count = host.counters().get(fault.getKey());
                if (count > 0) {
                    none = false;
                    console.verdict(
                            false,
                            "%s: %s  (%s: %d)"
                                    .formatted(
                                            host.name(), fault.getValue(), fault.getKey(), count));
                }
            }
        }
        return none;
    }
}
