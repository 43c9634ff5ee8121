package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Network;
import io.sockit.api.PluginInfo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/// What a plug-in does while it is loaded, and others meanwhile.
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

    private List<String> names() {
        return bench.plugins.all().stream().map(PluginInfo::name).toList();
    }

    private Errno refusal() {
        return assertThrows(ErrnoException.class, () -> bench.plugins.load(dir.resolve("b")))
                .errno();
    }

    /// What a driver may call while it opens a device.
    private enum Call {
        ALL,
        FIND_CLASS,
        CLOSE;

        void run(HostPlugins plugins) {
            switch (this) {
                case ALL -> plugins.all();
                case FIND_CLASS -> plugins.findClass("p.a.Verb");
                case CLOSE -> plugins.close();
            }
        }
    }

    /// A lock stands for that of the devices.
    @ParameterizedTest
    @EnumSource(Call.class)
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void addsADeviceWhileAnotherThreadOpensOne(Call call) throws Exception {
        ReentrantLock devices = new ReentrantLock();
        CountDownLatch opens = new CountDownLatch(1);
        bench.plugins.avoid(devices::isHeldByCurrentThread);
        Thread other =
                Thread.ofPlatform()
                        .daemon()
                        .unstarted(
                                () -> {
                                    devices.lock();
                                    try {
                                        opens.countDown();
                                        call.run(bench.plugins);
                                    } finally {
                                        devices.unlock();
                                    }
                                });
        bench.services.onOpen =
                () -> {
                    other.start();
                    assertDoesNotThrow(() -> opens.await());
                    devices.lock(); // as addDevice in a constructor
                    try {
                        assertEquals(1, devices.getHoldCount());
                    } finally {
                        devices.unlock();
                    }
                };
        if (call == Call.CLOSE) {
            assertEquals(Errno.ENODEV, refusal());
        } else {
            bench.plugins.load(dir.resolve("b"));
        }
        other.join();
        assertEquals(call == Call.CLOSE ? List.of() : List.of("a", "b"), names());
    }

    @Test
    void closesTheHost() {
        bench.services.onOpen =
                () -> {
                    bench.plugins.close();
                    assertEquals(List.of("a"), names(), "it may need that one still");
                };
        assertEquals(Errno.ENODEV, refusal());
        assertEquals(List.of(), names());
        assertEquals(List.of(), bench.verbs());
        assertFalse(bench.plugins.lookInFolders());
        bench.services.events.removeIf(event -> event.endsWith(" a"));
        assertEquals(List.of("open b", "forget b"), bench.services.events);
    }

    @Test
    void aHostThatAPluginClosesDoesNotStart() throws Exception {
        String body = "@com.google.inject.Inject Verb(io.sockit.api.Host host) { host.close(); }";
        PluginJar.of(Sources.plugin("c"), Sources.verb("c", body))
                .provider("p.c.Entry")
                .writeTo(dir.resolve("c/plugin.jar"));
        try (Network network = Network.create(Clock.virtual(), 7)) {
            var bad = network.host("h").onlyPlugins(List.of()).plugins(dir.resolve("c"));
            assertEquals(Errno.ENODEV, assertThrows(ErrnoException.class, bad::start).errno());
            network.host("h").onlyPlugins(List.of()).start();
        }
    }
}
