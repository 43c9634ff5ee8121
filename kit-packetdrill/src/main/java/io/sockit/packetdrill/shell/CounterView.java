package io.sockit.packetdrill.shell;

import io.sockit.api.Host;
import io.sockit.api.Sock;
import io.sockit.api.SocketInfo;
import io.sockit.inet.InetSockaddr;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// `nstat`, which shows what was counted since it was last asked, and `/proc/net/tcp`.
final class CounterView {
    /// Linux's numbers of the states (`net/tcp_states.h`).
    private static final Map<String, Integer> STATES =
            Map.ofEntries(
                    Map.entry("ESTAB", 1),
                    Map.entry("ESTABLISHED", 1),
                    Map.entry("SYN-SENT", 2),
                    Map.entry("SYN-RECV", 3),
                    Map.entry("FIN-WAIT-1", 4),
                    Map.entry("FIN-WAIT-2", 5),
                    Map.entry("TIME-WAIT", 6),
                    Map.entry("CLOSED", 7),
                    Map.entry("UNCONN", 7),
                    Map.entry("CLOSE-WAIT", 8),
                    Map.entry("LAST-ACK", 9),
                    Map.entry("LISTEN", 10),
                    Map.entry("CLOSING", 11));

    private final Host host;
    private final Map<String, Long> before = new HashMap<>();

    CounterView(Host host) {
        this.host = host;
    }

    /// Kernel names have no dot: `TcpExt.TW` is `TcpExtTW`.
    Result nstat() {
        StringBuilder shown = new StringBuilder();
        host.counters()
                .all()
                .forEach(
                        (name, value) -> {
                            long change = value - before.getOrDefault(name, 0L);
                            before.put(name, value);
                            if (change != 0) {
                                shown.append("%-32s %d%n".formatted(name.replace(".", ""), change));
                            }
                        });
        return new Result(0, shown.toString());
    }

    /// The stream sockets of one family, with ports and states in the kernel's columns.
    String sockets(boolean v6) {
        StringBuilder lines = new StringBuilder("  sl  local rem st\n");
        int row = 0;
        for (SocketInfo socket : host.sockets().rows()) {
            boolean mine =
                    socket.type() == Sock.SOCK_STREAM
                            && socket.family().name().equals(v6 ? "AF_INET6" : "AF_INET");
            if (mine) {
                lines.append(
                        "%4d: %s %s %02X %n"
                                .formatted(
                                        row++,
                                        end(socket.local(), v6),
                                        end(socket.peer(), v6),
                                        STATES.getOrDefault(socket.state().replace('_', '-'), 0)));
            }
        }
        return lines.toString();
    }

    private static String end(@Nullable Object address, boolean v6) {
        long high = 0;
        long low = 0;
        int port = 0;
        if (address instanceof InetSockaddr inet) {
            high = inet.high();
            low = inet.low();
            port = inet.port();
        }
        String host =
                v6 ? words(high) + words(low) : "%08X".formatted(Integer.reverseBytes((int) low));
        return host + ":%04X".formatted(port);
    }

    /// In words of the machine's order, as the kernel prints them.
    private static String words(long half) {
        return "%08X%08X"
                .formatted(
                        Integer.reverseBytes((int) (half >>> 32)),
                        Integer.reverseBytes((int) half));
    }
}
