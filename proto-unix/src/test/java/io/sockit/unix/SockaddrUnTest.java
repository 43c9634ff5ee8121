package io.sockit.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

class SockaddrUnTest {
    @Property(tries = 2000)
    void textOfAnAbstractNameIsParsed(
            @ForAll @CharRange(to = 0xff) @StringLength(max = 107) String name) {
        SockaddrUn address = new SockaddrUn("\0" + name);
        assertEquals(address, SockaddrUn.parse(address.toString()));
        assertTrue(address.isAbstract());
    }

    @Property(tries = 2000)
    void textOfAPathNameIsParsed(
            @ForAll @CharRange(from = 1, to = 0xff) @StringLength(min = 1, max = 108) String name) {
        SockaddrUn address = new SockaddrUn(name);
        assertEquals(address, SockaddrUn.parse(address.toString()));
    }

    @Test
    void namesAreWrittenAsPeopleExpect() {
        assertEquals("/run/a.sock", SockaddrUn.path("/run/a.sock").toString());
        assertEquals("@name", SockaddrUn.abstractName("name").toString());
        assertEquals("*", SockaddrUn.UNNAMED.toString());
        assertEquals("\\x40/a", SockaddrUn.path("@/a").toString());
        assertEquals("/a\\xc3\\xa4", SockaddrUn.path("/a\u00e4").toString());
        assertEquals("\\x61b", SockaddrUn.path("ab").toString());
    }

    @Test
    void aNameHas108Bytes() {
        assertEquals(108, SockaddrUn.path("x".repeat(108)).sunPath().length());
        assertThrows(IllegalArgumentException.class, () -> SockaddrUn.path("x".repeat(109)));
        assertThrows(
                IllegalArgumentException.class, () -> SockaddrUn.abstractName("x".repeat(108)));
    }

    @Test
    void aPathNameHasNoNulAndIsNotEmpty() {
        assertThrows(IllegalArgumentException.class, () -> SockaddrUn.path("a\0b"));
        assertThrows(IllegalArgumentException.class, () -> SockaddrUn.path(""));
        assertThrows(IllegalArgumentException.class, () -> SockaddrUn.path("\0a"));
    }
}
