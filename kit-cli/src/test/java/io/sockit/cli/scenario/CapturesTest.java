package io.sockit.cli.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

class CapturesTest {
    private static final Path FOLDER = Path.of("/");

    @ParameterizedTest
    @CsvSource({
        "trace.pcapng, trace-a-eth0.pcapng, trace-a-lo.pcapng",
        "trace.pcap.gz, trace-a-eth0.pcap.gz, trace-a-lo.pcap.gz",
        ".trace.pcap, .trace-a-eth0.pcap, .trace-a-lo.pcap",
        "trace, trace-a-eth0, trace-a-lo"
    })
    void ofSeveralDevicesLieBesideEachOther(String file, String first, String second)
            throws Exception {
        assertEquals(
                List.of("link:wan?capture=" + first, "loopback:?capture=" + second),
                devices("{eth0: 'link:wan', lo: 'loopback:'}", file));
    }

    @ParameterizedTest
    @CsvSource({"trace.pcapng", "trace.pcap.zst"})
    void ofOneDeviceIsTheFileItself(String file) throws Exception {
        assertEquals(
                List.of("link:wan?capture=" + file, "loopback:?capture=own.pcap"),
                devices("{eth0: 'link:wan', lo: 'loopback:?capture=own.pcap'}", file));
    }

    private static List<String> devices(String devices, String file) throws ScenarioException {
        String text = "hosts: {a: {devices: %s}}".formatted(devices);
        Scenario scenario = Captures.add(Scenarios.parse("text", text, FOLDER), Path.of(file));
        return scenario.hosts().getFirst().devices().stream()
                .map(device -> device.string().text())
                .toList();
    }
}
