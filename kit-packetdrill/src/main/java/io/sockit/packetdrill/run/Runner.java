package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.packetdrill.Variant;
import io.sockit.packetdrill.code.CodeException;
import io.sockit.packetdrill.code.CodeRunner;
import io.sockit.packetdrill.script.Event;
import io.sockit.packetdrill.script.Event.CallEvent;
import io.sockit.packetdrill.script.Event.CodeEvent;
import io.sockit.packetdrill.script.Event.CommandEvent;
import io.sockit.packetdrill.script.Event.PacketEvent;
import io.sockit.packetdrill.script.Script;
import io.sockit.packetdrill.shell.Shell;
import io.sockit.packetdrill.shell.ShellException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/// Runs one script: the loop over its events, on a program thread of the host.
public final class Runner {
    private final Script script;
    private final Trace trace;
    private final CodeRunner code = new CodeRunner();

    /// @param trace takes what passes
    public Runner(Script script, Trace trace) {
        this.script = script;
        this.trace = trace;
    }

    /// Runs it to its end.
    ///
    /// @param host in virtual time, with this module's plug-in
    /// @param variant forced upon the script; null if it is the script's to say
    /// @return what went wrong, with the line, or null if all went as the script says
    public @Nullable String run(Host host, @Nullable Variant variant) throws InterruptedException {
        Process process = host.process();
        AtomicReference<@Nullable String> wrong = new AtomicReference<>();
        try {
            process.start("script", itself -> wrong.set(play(host, process, variant))).join();
        } catch (ExecutionException e) {
            return script.name() + ": " + e.getCause();
        } catch (IllegalStateException e) { // nothing can happen any more
            return script.name() + ": " + e.getMessage();
        } finally {
            process.close();
        }
        return wrong.get();
    }

    /// What the script's blocks have printed.
    public String printed() {
        return code.printed();
    }

    private @Nullable String play(Host host, Process process, @Nullable Variant variant)
            throws ErrnoException {
        Watchdog watchdog = new Watchdog(host, process);
        int line = 1;
        try {
            Settings settings = Settings.of(script, variant);
            Stage stage = Stage.set(host, process, settings, trace);
            stage.wire.listener(stage.bell::raise);
            Shell shell = new Shell(host, stage.wire, stage.files, script.name());
            if (script.init() != null) {
                shell.run(script.init());
            }
            Scene scene = new Scene(stage, shell, watchdog);
            for (Event event : script.events()) {
                line = event.line();
                scene.play(event);
            }
            scene.calls.awaitIdle(stage.timeline.now());
            if (script.cleanup() != null) {
                shell.run(script.cleanup());
            }
            return null;
        } catch (DrillFailure | ShellException | CodeException e) {
            return "%s:%d: %s".formatted(script.name(), line, e.getMessage());
        } catch (ErrnoException | RuntimeException e) {
            return "%s:%d: %s".formatted(script.name(), line, e);
        } finally {
            watchdog.stop();
        }
    }

    /// What events are played with, once the script's options and first shell lines have taken
    /// effect.
    private final class Scene {
        private final Stage stage;
        private final Shell shell;
        private final PacketEvents packets;
        private final CallEvents calls;

        Scene(Stage stage, Shell shell, Watchdog watchdog) {
            this.stage = stage;
            this.shell = shell;
            this.packets = new PacketEvents(stage);
            this.calls = new CallEvents(stage, new Descriptors(), watchdog);
        }

        void play(Event event) throws ErrnoException, DrillFailure, ShellException, CodeException {
            calls.checkFailure();
            stage.timeline.begin(event);
            switch (event) {
                case PacketEvent packet -> packets.run(packet.packet());
                case CallEvent call -> calls.run(call);
                case CommandEvent command -> {
                    stage.waitUntil(stage.timeline.due());
                    shell.run(command.text());
                }
                case CodeEvent block -> {
                    stage.waitUntil(stage.timeline.due());
                    code.run(block.text(), information());
                }
            }
        }

        /// `TCP_INFO` of the connection at hand.
        private Object information() throws ErrnoException, DrillFailure {
            int fd = stage.subject().descriptor;
            if (fd < 0) {
                throw new DrillFailure("no open socket for the block");
            }
            return stage.process.getsockopt(fd, TcpOptions.TCP_INFO);
        }
    }
}
