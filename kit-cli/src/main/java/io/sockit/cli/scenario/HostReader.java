package io.sockit.cli.scenario;

import io.sockit.cli.scenario.HostPlan.Address;
import io.sockit.cli.scenario.HostPlan.Device;
import io.sockit.cli.scenario.HostPlan.Neighbour;
import io.sockit.cli.scenario.HostPlan.Route;
import io.sockit.cli.scenario.HostPlan.Setting;
import io.sockit.spi.Suggestion;

import org.snakeyaml.engine.v2.nodes.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one host of a scenario.
final class HostReader {
    private static final Set<String> KEYS =
            new TreeSet<>(
                    List.of("sysctls", "devices", "addresses", "routes", "neighbours", "programs"));
    private static final Set<String> ROUTE_KEYS = new TreeSet<>(List.of("to", "via", "device"));
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final String FOLDER = "folder";

    private final Reading reading;
    private final Section section;
    private final Value name;
    private final List<Device> devices = new ArrayList<>();
    private final Set<String> deviceNames = new TreeSet<>();

    HostReader(Reading reading, Value name, Node node, String key) {
        this.reading = reading;
        this.name = name;
        this.section = Section.of(reading, node, key, KEYS);
    }

    HostPlan read() {
        List<Setting> sysctls = new ArrayList<>();
        each(section.inside("sysctls"), (key, value) -> sysctls.add(new Setting(key, value)));
        Section byName = section.inside("devices");
        deviceNames.addAll(byName.names());
        each(byName, this::device);
        List<Address> addresses = new ArrayList<>();
        Section byDevice = section.inside("addresses");
        for (String device : byDevice.names()) {
            requireDevice(device, byDevice.place(device));
            for (Value prefix : byDevice.texts(device)) {
                addresses.add(new Address(device, prefix));
            }
        }
        return new HostPlan(name, sysctls, devices, addresses, routes(), neighbours(), programs());
    }

    private interface Pair {
        void take(String key, Value value);
    }

    private static void each(Section map, Pair pair) {
        for (String key : map.names()) {
            Value value = map.text(key);
            if (value != null) {
                pair.take(key, value);
            }
        }
    }

    private void device(String device, Value string) {
        devices.add(new Device(device, new Value(expand(string), string.place())));
    }

    /// Puts the folder of the scenario in place of `${folder}`.
    private String expand(Value string) {
        Matcher matcher = VARIABLE.matcher(string.text());
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            if (!matcher.group(1).equals(FOLDER)) {
                reading.problem(string.place(), "'" + matcher.group() + "' (expected: ${folder})");
            }
            String folder = reading.folder().toString();
            matcher.appendReplacement(text, Matcher.quoteReplacement(DeviceText.escape(folder)));
        }
        return matcher.appendTail(text).toString();
    }

    private void requireDevice(String device, Place place) {
        if (!deviceNames.contains(device)) {
            reading.problem(
                    place,
                    "no device '%s' (%s)"
                            .formatted(device, Suggestion.expected(device, deviceNames)));
        }
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Reading.Item item : section.items("routes")) {
            Section route = Section.of(reading, item.node(), item.key(), ROUTE_KEYS);
            Value to = route.required("to");
            Value via = route.text("via");
            Value device = route.required("device");
            if (device != null) {
                requireDevice(device.text(), device.place());
            }
            if (to != null && device != null) {
                routes.add(new Route(to, via, device));
            }
        }
        return routes;
    }

    private List<Neighbour> neighbours() {
        List<Neighbour> neighbours = new ArrayList<>();
        Section byDevice = section.inside("neighbours");
        for (String device : byDevice.names()) {
            requireDevice(device, byDevice.place(device));
            each(
                    byDevice.inside(device),
                    (address, link) -> neighbours.add(new Neighbour(device, address, link)));
        }
        return neighbours;
    }

    private List<ProgramPlan> programs() {
        ProgramReader reader = new ProgramReader(reading, devices);
        return section.items("programs").stream()
                .map(item -> reader.read(item.node(), item.key()))
                .filter(Objects::nonNull)
                .toList();
    }
}
