package io.sockit.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.cli.scenario.Place;
import io.sockit.cli.scenario.Problems;
import io.sockit.cli.scenario.ProgramPlan;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.scenario.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class FoundProgramTest {
    private final Problems problems = new Problems();
    private final Network network = Network.create(1);
    private Host host;

    @BeforeEach
    void start() throws Exception {
        host = network.host("a").start();
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static Value value(String text) {
        return new Value(text, Place.of("test"));
    }

    private @Nullable FoundProgram find(String name, String argument) {
        ProgramPlan plan =
                new ProgramPlan(value(name), name, Map.of(argument, value("1")), false, 0, 1);
        try (ProgramClasses classes = new ProgramClasses(List.of())) {
            return FoundProgram.find(host, plan, classes, problems);
        }
    }

    @Test
    void ofAModuleThatIsNotThereNamesTheModule() throws Exception {
        host = network.host("bare").onlyPlugins(List.of("traffic")).start();

        assertNull(find("dns", "zones"));

        String told = assertThrows(ScenarioException.class, problems::refuse).getMessage();
        assertTrue(told.contains("'dns' is of module app-dns"), told);
    }

    private int uses() {
        return host.plugins().all().stream().mapToInt(plugin -> plugin.uses()).sum();
    }

    @Test
    void holdsItsPluginUntilReleased() throws Exception {
        FoundProgram found = find("source", "count");

        problems.refuse();
        assertNotNull(found);
        assertEquals(1, uses());
        found.release();
        assertEquals(0, uses());
    }

    @Test
    void withArgumentsThatAreRefusedLetsItsPluginGo() {
        assertNull(find("source", "counts"));

        assertThrows(ScenarioException.class, problems::refuse);
        assertEquals(0, uses());
    }
}
