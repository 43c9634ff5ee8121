package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Network;
import io.sockit.api.PluginInfo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a plug-in does while it is loaded.
class InsideLoadTest {
    @TempDir Path dir;

    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        for (String name : List.of("a", "b")) {
            Sources.jar(name).writeTo(dir.resolve(name + "/plugin.jar"));
        }
        bench = new Bench().started();
        bench.plugins.load(dir.resolve("a"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static void refused(Executable call) {
        assertEquals(Errno.EBUSY, assertThrows(ErrnoException.class, call).errno());
    }

    @Test
    void changesNoOtherPlugin() throws Exception {
        HostPlugins plugins = bench.plugins;
        bench.services.onOpen =
                () -> {
                    refused(() -> plugins.load(dir.resolve("b")));
                    refused(() -> plugins.unload("a"));
                    refused(() -> plugins.drain("a", Duration.ZERO));
                    assertFalse(plugins.lookInFolders());
                    assertEquals(1, plugins.all().size());
                    assertNotNull(plugins.findClass("p.a.Verb"));
                };
        plugins.load(dir.resolve("b"));
        assertEquals(List.of("a", "b"), bench.verbs());
    }

    @Test
    void addsADevice() throws Exception {
        List<String> added = new ArrayList<>();
        bench.services.onOpen =
                () ->
                        assertDoesNotThrow(
                                () -> bench.changes.makeNested(() -> added.add("as addDevice")));
        bench.plugins.load(dir.resolve("b"));
        assertEquals(List.of("as addDevice"), added);
    }

    private void writeThatCalls(String call) {
        String body = "@com.google.inject.Inject Verb(io.sockit.api.Host host) { " + call + "; }";
        PluginJar.of(Sources.plugin("c"), Sources.verb("c", body))
                .provider("p.c.Entry")
                .writeTo(dir.resolve("c/plugin.jar"));
    }

    @Test
    void doesNotCloseItsNetwork() throws Exception {
        writeThatCalls("host.network().close()");
        try (Network network = Network.create(Clock.virtual(), 7)) {
            var host = network.host("h").onlyPlugins(List.of()).start();
            assertThrows(ErrnoException.class, () -> host.plugins().load(dir.resolve("c")));
            network.host("another").onlyPlugins(List.of()).start();
            host.plugins().load(dir.resolve("b"));
        }
    }

    @Test
    void doesNotCloseItsHost() throws Exception {
        writeThatCalls("host.close()");
        try (Network network = Network.create(Clock.virtual(), 7)) {
            var host = network.host("h").onlyPlugins(List.of()).plugins(dir.resolve("c")).start();
            PluginInfo refused = host.plugins().all().getFirst();
            assertEquals(PluginInfo.State.REFUSED, refused.state());
            assertTrue(refused.fault().contains("closed from inside a plug-in"), refused.fault());
        }
    }
}
