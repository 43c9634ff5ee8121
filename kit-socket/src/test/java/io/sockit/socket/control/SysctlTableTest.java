package io.sockit.socket.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.SysctlRegistry;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import java.util.List;

/// Settings with types.
class SysctlTableTest {
    private final SysctlTable table = new SysctlTable();
    private final Owner inet = Mockito.mock(Owner.class);
    private final SysctlRegistry registry = table.declaredBy(inet);

    @Test
    void valueIsSeenByWhoDeclaredIt() throws Exception {
        var ttl = registry.integer("net.ipv4.ip_default_ttl", 64, 1, 255, "hops");
        var on = registry.flag("net.ipv4.ip_forward", false, "forwards");
        var ports = registry.range("net.ipv4.ports", 100, 200, 1, 65535, "ports");
        table.set("net.ipv4.ip_default_ttl", "7");
        table.set("net.ipv4.ip_forward", "1");
        table.set("net.ipv4.ports", " 5\t 6 ");
        assertEquals(7, ttl.value());
        assertTrue(on.value());
        assertEquals(5, ports.first());
        assertEquals(6, ports.second());
        assertEquals("5 6", table.get("net.ipv4.ports"));
        assertEquals(
                List.of("net.ipv4.ip_default_ttl", "net.ipv4.ip_forward", "net.ipv4.ports"),
                List.copyOf(table.names()));
    }

    @Test
    void refusedValueSaysWhatIsAllowedAndChangesNothing() throws Exception {
        registry.integer("ttl", 64, 1, 255, "hops");
        registry.range("ports", 100, 200, 1, 65535, "ports");
        for (String bad : List.of("0", "256", "x", "", "99999999999999999999", "1 2")) {
            ErrnoException e = assertThrows(ErrnoException.class, () -> table.set("ttl", bad));
            assertEquals(Errno.EINVAL, e.errno());
            assertTrue(e.getMessage().contains("a whole number from 1 to 255"));
        }
        for (String bad : List.of("5", "7 6", "0 6", "1 65536", "1 2 3")) {
            assertThrows(ErrnoException.class, () -> table.set("ports", bad));
        }
        assertEquals("64", table.get("ttl"));
        assertEquals("100 200", table.get("ports"));
    }

    @Test
    void unknownNameNamesWhatIsNear() {
        registry.integer("net.core.rmem_max", 1, 0, 9, "x");
        registry.integer("net.core.wmem_max", 1, 0, 9, "x");
        ErrnoException e = assertThrows(ErrnoException.class, () -> table.get("net.core.rmen_max"));
        assertEquals(Errno.ENOENT, e.errno());
        assertTrue(e.getMessage().contains("expected: 'net.core.rmem_max'? one of [net.core."));
    }

    @Test
    void settingsGoWithTheirOwner() {
        registry.flag("a", true, "x");
        table.declaredBy(Mockito.mock(Owner.class)).flag("b", true, "x");
        assertThrows(IllegalStateException.class, () -> registry.flag("b", true, "x"));
        table.forget(inet);
        assertEquals(List.of("b"), List.copyOf(table.names()));
    }

    @Test
    void initialValueOutsideTheRangeIsTheDeclarersFault() {
        assertThrows(IllegalArgumentException.class, () -> registry.integer("a", 10, 0, 9, "x"));
    }
}
