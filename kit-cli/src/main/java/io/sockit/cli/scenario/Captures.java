package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Makes the devices of a scenario write captures.
public final class Captures {
    private static final String OPTION = "capture";

    private Captures() {}

    /// Adds `capture=` to every device without one. A single device writes the file itself; several
    /// write one each beside it, `trace-HOST-DEVICE.pcap.gz` for `trace.pcap.gz`.
    public static Scenario add(Scenario scenario, Path file) {
        boolean alone = scenario.hosts().stream().mapToInt(Captures::captured).sum() == 1;
        return scenario.withHosts(
                scenario.hosts().stream()
                        .map(host -> host.withDevices(devices(host, file, alone)))
                        .toList());
    }

    /// The reason why no device would write `FILE`, or null if one would.
    public static @Nullable String unwritten(Scenario scenario) {
        if (scenario.hosts().stream().anyMatch(host -> captured(host) > 0)) {
            return null;
        }
        String devices =
                scenario.hosts().stream()
                        .flatMap(
                                host ->
                                        host.devices().stream()
                                                .map(one -> host.name() + "." + one.name()))
                        .collect(Collectors.joining(", "));
        return devices.isEmpty()
                ? "there is no device"
                : "each device has a capture of its own: " + devices;
    }

    private static int captured(HostPlan host) {
        return (int) host.devices().stream().filter(Captures::isFree).count();
    }

    private static boolean isFree(HostPlan.Device device) {
        return !DeviceText.has(device.string().text(), OPTION);
    }

    private static List<HostPlan.Device> devices(HostPlan host, Path file, boolean alone) {
        return host.devices().stream()
                .map(
                        device ->
                                isFree(device)
                                        ? captured(
                                                device,
                                                alone
                                                        ? file
                                                        : beside(file, host.name(), device.name()))
                                        : device)
                .toList();
    }

    private static HostPlan.Device captured(HostPlan.Device device, Path file) {
        String text = DeviceText.with(device.string().text(), OPTION, file.toString());
        return new HostPlan.Device(device.name(), new Value(text, device.string().place()));
    }

    private static Path beside(Path file, Value host, String device) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.', 1); // the endings are the format's, all of them
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        return file.resolveSibling(stem + "-" + host + "-" + device + ending);
    }
}
