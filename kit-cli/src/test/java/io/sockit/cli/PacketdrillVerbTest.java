package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The verb of kit-packetdrill, as the command line finds it.
class PacketdrillVerbTest {
    private static final String PLUGIN =
            """
            package extra;

            public final class Extra extends io.sockit.spi.PluginModule {
                public Extra() {
                    super("extra", "1.0");
                }

                @Override
                protected void configure() {
                    bind(Setting.class).asEagerSingleton();
                }

                static final class Setting {
                    @com.google.inject.Inject
                    Setting(io.sockit.spi.SysctlRegistry settings) {
                        settings.integer("net.extra.size", 1, 0, 9, "A setting.");
                    }
                }
            }
            """;

    @Test
    void scriptsRunOnThePluginsOfFoldersToo(@TempDir Path folder) throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("extra"));
        PluginJar.write(plugins, "extra.Extra", PLUGIN);
        Path script =
                Files.writeString(
                        folder.resolve("a.pkt"),
                        """
                        `sysctl -q net.extra.size=5`
                        0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3
                        """);

        CommandLineRun run =
                CommandLineRun.of(
                        "--plugins", plugins.toString(), "packetdrill", script.toString());

        assertEquals(0, run.status(), run.out());
        assertTrue(run.out().contains("3 passed, 0 failed"), run.out());
        assertEquals(1, CommandLineRun.of("packetdrill", script.toString()).status());
    }
}
