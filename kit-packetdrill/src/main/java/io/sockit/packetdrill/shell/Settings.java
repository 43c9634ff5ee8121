package io.sockit.packetdrill.shell;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Sysctls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The host's settings as shell lines know them: by key, or by a path below `/proc/sys`. A
/// parameter of a module below `/sys/module` is the setting `module.parameter`, as on a kernel's
/// command
/// line.
final class Settings {
    private static final String PROC = "/proc/sys/";
    private static final String MODULE = "/sys/module/";

    /// What a file of defaults may name and a TCP need not have: forward acknowledgements, which
    /// Linux dropped, Fast Open, and AccECN's option.
    private static final Set<String> OPTIONAL =
            Set.of(
                    "net.ipv4.tcp_fack",
                    "net.ipv4.tcp_fastopen",
                    "net.ipv4.tcp_fastopen_key",
                    "net.ipv4.tcp_ecn_option",
                    "net.ipv4.tcp_ecn_option_beacon",
                    "net.ipv4.tcp_fastopen_blackhole_timeout_sec");

    /// The production values that scripts are written for, where their file is not at hand.
    private static final String DEFAULTS =
            """
            tcp_rmem=4096 540000 15728640
            tcp_wmem=4096 262144 4194304
            tcp_timestamps=1
            tcp_syn_retries=5
            tcp_synack_retries=5
            tcp_frto=2
            tcp_sack=1
            tcp_dsack=1
            tcp_reordering=3
            tcp_congestion_control=cubic
            tcp_slow_start_after_idle=0
            tcp_early_retrans=4
            tcp_recovery=1
            tcp_tso_win_divisor=3
            tcp_ecn=0
            tcp_pacing_ss_ratio=200
            tcp_pacing_ca_ratio=120
            tcp_notsent_lowat=4294967295
            tcp_syncookies=1
            """;

    private final Sysctls sysctls;

    /// What `set_sysctls.py` has changed, with what it was.
    private final Map<String, String> before = new LinkedHashMap<>();

    Settings(Host host) {
        this.sysctls = host.sysctls();
    }

    /// The key of a file.
    String key(String file) throws ShellException {
        if (file.startsWith(PROC)) {
            return file.substring(PROC.length()).replace('/', '.');
        }
        String[] parts = file.split("/", -1);
        if (file.startsWith(MODULE) && parts.length == 6 && parts[4].equals("parameters")) {
            return parts[3] + "." + parts[5];
        }
        throw new ShellException("shell: file '" + file + "' is not served");
    }

    String get(String key) throws ErrnoException {
        return sysctls.get(key);
    }

    void set(String key, String value) throws ErrnoException {
        sysctls.set(key, value);
    }

    /// `sysctl -q -e key=value …`, where `-e` passes over keys that are not there.
    Result sysctl(List<String> arguments, boolean defaults) throws ShellException, ErrnoException {
        boolean lenient = false;
        StringBuilder shown = new StringBuilder();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("-")) {
                if (!argument.matches("-[qewn]+")) {
                    throw new ShellException("shell: sysctl " + argument + " is not served");
                }
                lenient |= argument.contains("e");
            } else if (equals < 0) {
                String key = argument.replace('/', '.');
                shown.append(key).append(" = ").append(get(key)).append('\n');
            } else {
                String key = argument.substring(0, equals).replace('/', '.');
                boolean passed = lenient || (defaults && OPTIONAL.contains(key));
                assign(key, argument.substring(equals + 1), passed);
            }
        }
        return new Result(0, shown.toString());
    }

    private void assign(String key, String value, boolean optional) throws ErrnoException {
        try {
            set(key, value);
        } catch (ErrnoException e) {
            if (!optional || e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /// `set_sysctls.py /proc/sys/net/ipv4/key=value …`, which [#restore] undoes.
    Result assign(List<String> arguments) throws ShellException, ErrnoException {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new ShellException("shell: '" + argument + "' (expected: file=value)");
            }
            String key = key(argument.substring(0, equals));
            before.putIfAbsent(key, get(key));
            set(key, argument.substring(equals + 1));
        }
        return Result.OK;
    }

    void restore() throws ErrnoException {
        for (Map.Entry<String, String> each : before.entrySet()) {
            set(each.getKey(), each.getValue());
        }
        before.clear();
    }

    void defaults() throws ErrnoException {
        for (String line : DEFAULTS.lines().toList()) {
            int equals = line.indexOf('=');
            set("net.ipv4." + line.substring(0, equals), line.substring(equals + 1));
        }
    }
}
