package io.sockit.packetdrill.shell;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Route;
import io.sockit.packetdrill.wire.Wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `ip`, `tc` and `ethtool` of the interface under test.
final class Links {
    private final Host host;
    private final Wire wire;
    private final String interfaceName;

    Links(Host host, Wire wire, String interfaceName) {
        this.host = host;
        this.wire = wire;
        this.interfaceName = interfaceName;
    }

    Result ip(List<String> arguments) throws ShellException, ErrnoException {
        List<String> words =
                arguments.stream()
                        .filter(word -> !word.equals("-6") && !word.equals("-4"))
                        .toList();
        String start = String.join(" ", words.subList(0, Math.min(2, words.size())));
        return switch (start) {
            case "tcp_metrics flush" -> Result.OK; // the kit keeps no metrics between connections
            case "link set" -> link(words.subList(2, words.size()));
            case "route change", "route replace" -> route(words.subList(2, words.size()));
            default -> throw unserved("ip", arguments);
        };
    }

    private static ShellException unserved(String command, List<String> arguments) {
        return new ShellException(
                "shell: '%s %s' is not served".formatted(command, String.join(" ", arguments)));
    }

    /// `[dev] tun0 mtu N`, `up`, `down`.
    private Result link(List<String> arguments) throws ShellException, ErrnoException {
        List<String> words = new ArrayList<>(arguments);
        words.remove("dev");
        if (words.size() < 2 || !words.getFirst().equals(interfaceName)) {
            throw unserved("ip link set", arguments);
        }
        String what = words.get(1);
        if (what.equals("mtu") && words.size() == 3) {
            host.links().mtu(interfaceName, number(words.get(2)));
        } else if (what.equals("up") || what.equals("down")) {
            host.links().up(interfaceName, what.equals("up"));
        } else {
            throw unserved("ip link set", arguments);
        }
        return Result.OK;
    }

    private static int number(String text) throws ShellException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ShellException("shell: '" + text + "' (expected: a number)");
        }
    }

    /// `DESTINATION via GATEWAY dev tun0`: takes the place of the routes to the same destination.
    private Result route(List<String> words) throws ShellException, ErrnoException {
        if (words.size() % 2 == 0) {
            throw unserved("ip route change", words);
        }
        String gateway = null;
        String device = interfaceName;
        for (int i = 1; i < words.size(); i += 2) {
            switch (words.get(i)) {
                case "via" -> gateway = words.get(i + 1);
                case "dev" -> device = words.get(i + 1);
                default ->
                        throw new ShellException(
                                "shell: attribute '%s' of a route is not served"
                                        .formatted(words.get(i)));
            }
        }
        String destination = words.getFirst().equals("default") ? "0.0.0.0/0" : words.getFirst();
        for (Route row : host.routes().rows()) {
            if (Objects.equals(row.destination(), host.parsePrefix(destination))) {
                host.routes().remove(row);
            }
        }
        host.routes().add(destination, gateway, device);
        return Result.OK;
    }

    /// A queue without room drops all; the others are the device's own queue.
    Result tc(List<String> words) throws ShellException {
        boolean served =
                words.size() > 4
                        && words.getFirst().equals("qdisc")
                        && words.get(2).equals("dev")
                        && words.get(3).equals(interfaceName)
                        && words.get(4).equals("root");
        if (!served) {
            throw unserved("tc", words);
        }
        switch (words.get(1)) {
            case "delete", "del" -> wire.blocked(false);
            case "add", "replace", "change" -> queue(words.subList(5, words.size()), words);
            default -> throw unserved("tc", words);
        }
        return Result.OK;
    }

    private void queue(List<String> kind, List<String> words) throws ShellException {
        switch (String.join(" ", kind)) {
            case "pfifo", "fq", "pfifo_fast", "fq_codel" -> wire.blocked(false);
            case "pfifo limit 0" -> wire.blocked(true);
            default -> throw unserved("tc", words);
        }
    }

    /// `-K tun0 tso off gso off`: the device takes segments beyond its MTU if both are on.
    Result ethtool(List<String> words) throws ShellException, ErrnoException {
        if (words.size() < 4 || !words.getFirst().equals("-K") || words.size() % 2 != 0) {
            throw unserved("ethtool", words);
        }
        boolean large = true;
        for (int i = 2; i < words.size(); i += 2) {
            switch (words.get(i)) {
                case "tso", "gso" -> large &= words.get(i + 1).equals("on");
                case "gro", "lro", "rx", "tx", "sg" -> {
                    // frames come in one by one, and the kit sums and gathers by itself
                }
                default -> throw unserved("ethtool", words);
            }
        }
        int mtu = host.links().find(interfaceName).orElseThrow().mtu();
        host.replaceDevice(
                interfaceName, "packetdrill:?mtu=" + mtu + "&tso=" + (large ? "on" : "off"));
        return Result.OK;
    }
}
