package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ApiVersionTest {
    @Test
    void kitServesTheVersionThatTheBuildWritesIntoManifests() {
        assertEquals(System.getProperty("sockit.api"), JarFacts.OURS);
    }
}
