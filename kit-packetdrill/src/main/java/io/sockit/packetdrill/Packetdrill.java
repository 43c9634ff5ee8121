package io.sockit.packetdrill;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.PluginInfo;
import io.sockit.packetdrill.run.DrillFailure;
import io.sockit.packetdrill.run.Runner;
import io.sockit.packetdrill.run.Settings;
import io.sockit.packetdrill.run.Trace;
import io.sockit.packetdrill.script.Parser;
import io.sockit.packetdrill.script.Script;
import io.sockit.packetdrill.script.ScriptException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Runs packetdrill scripts in virtual time, each on a host of its own with the plug-ins of the
/// class path. Immutable; thread-safe.
///
/// ```
/// Packetdrill.of(Variant.IPV6).run(Path.of("close.pkt")).orThrow();
/// ```
public final class Packetdrill {
    private static final long SEED = 7;

    private final @Nullable Variant forced;
    private final Map<String, String> defines;
    private final UnaryOperator<Host.Builder> configuration;

    private Packetdrill(
            @Nullable Variant forced,
            Map<String, String> defines,
            UnaryOperator<Host.Builder> configuration) {
        this.forced = forced;
        this.defines = defines;
        this.configuration = configuration;
    }

    /// Runs scripts in this variant, with its addresses, whatever their `--ip_version` says.
    public static Packetdrill of(Variant variant) {
        return new Packetdrill(variant, Map.of(), builder -> builder);
    }

    /// Runs scripts as their own options say.
    public static Packetdrill asWritten() {
        return new Packetdrill(null, Map.of(), builder -> builder);
    }

    /// In this variant, with all else the same.
    public Packetdrill in(Variant variant) {
        return new Packetdrill(variant, defines, configuration);
    }

    /// With a macro, as `-D name=value`.
    public Packetdrill define(String name, String value) {
        Map<String, String> more = new HashMap<>(defines);
        more.put(name, value);
        return new Packetdrill(forced, more, configuration);
    }

    /// With hosts that are configured so.
    public Packetdrill configure(UnaryOperator<Host.Builder> how) {
        return new Packetdrill(forced, defines, how);
    }

    /// Runs the script of a file.
    ///
    /// @throws IOException if the file cannot be read
    public Outcome run(Path file) throws IOException, InterruptedException {
        return run(file.toString(), Files.readString(file));
    }

    /// Runs a script.
    ///
    /// @param name path of the script, for messages, and beside which shell files are looked for
    public Outcome run(String name, String text) throws InterruptedException {
        try (Network network = Network.create(Clock.virtual(), SEED)) {
            Host host = configuration.apply(network.host("drill").checkPackets()).start();
            return run(name, text, host);
        } catch (ErrnoException e) {
            throw new IllegalStateException("a host does not start: " + e.getMessage(), e);
        }
    }

    /// What a plug-in was charged with, which no call and no packet need show.
    private static @Nullable String fault(String name, Host host) {
        for (PluginInfo plugin : host.plugins().all()) {
            if (plugin.state() == PluginInfo.State.LOADED && plugin.fault() != null) {
                return "%s: plug-in %s: %s".formatted(name, plugin.name(), plugin.fault());
            }
        }
        return null;
    }

    /// Runs a script on a host, which gets the interface `tun0`.
    ///
    /// @param host in virtual time, with this module's plug-in
    public Outcome run(String name, String text, Host host) throws InterruptedException {
        Trace trace = new Trace();
        Variant variant = forced == null ? Variant.IPV4 : forced;
        try {
            Script script = Parser.parse(name, text, variant.defines(defines));
            if (forced == null) {
                variant = Settings.variant(script);
                script = Parser.parse(name, text, variant.defines(defines));
            }
            Runner runner = new Runner(script, trace);
            String failure = runner.run(host, forced);
            if (failure == null) {
                failure = fault(name, host);
            }
            return new Outcome(name, variant, failure, trace.lines(), runner.printed());
        } catch (ScriptException | DrillFailure e) {
            return new Outcome(name, variant, e.getMessage(), trace.lines(), "");
        }
    }
}
