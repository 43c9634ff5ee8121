package io.sockit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ControlMessagesTest {
    private static final ControlType<Integer> SHADE = of(2, Integer.class);
    private static final ControlType<String> NOTE = of(3, String.class);

    private final ControlMessages control = new ControlMessages();

    private static <T> ControlType<T> of(int number, Class<T> type) {
        return new ControlType<>(200, number, "TYPE_" + number, type);
    }

    @Test
    void areKeptInOrder() {
        control.put(NOTE, "a").put(SHADE, 1).put(NOTE, "b");
        assertEquals(3, control.size());
        assertEquals("[TYPE_3: a, TYPE_2: 1, TYPE_3: b]", control.toString());
        assertEquals("a", control.get(NOTE));
        assertEquals(NOTE, control.type(2));
        assertEquals("b", control.value(2));
        assertThrows(IndexOutOfBoundsException.class, () -> control.type(3));
        assertThrows(IndexOutOfBoundsException.class, () -> control.value(-1));
    }

    @Test
    void tellNumbersWithoutObjects() {
        control.putNumber(SHADE, 300).putNumber(Scm.SCM_TIMESTAMP, Long.MIN_VALUE);
        assertEquals(300, control.number(SHADE, -1));
        assertEquals(300, control.number(0));
        assertEquals(300, control.get(SHADE));
        assertEquals(Long.MIN_VALUE, control.get(Scm.SCM_TIMESTAMP));
        assertEquals(-1, control.number(Scm.SCM_TIMESTAMPNS, -1));
    }

    @Test
    void ofOtherTypesHaveNoNumber() {
        ControlType<Double> number = of(4, Double.class);
        assertThrows(IllegalArgumentException.class, () -> control.putNumber(number, 1));
        assertThrows(IllegalArgumentException.class, () -> control.number(number, 1));
        control.put(number, 1.5);
        assertEquals(1.5, control.get(number));
        assertThrows(IllegalArgumentException.class, () -> control.number(0));
    }

    @Test
    void areFoundByLevelAndNumberWhereTheTypeFits() {
        control.put(SHADE, 1);
        assertEquals(1, control.get(new ControlType<>(200, 2, "other", Integer.class)));
        assertNull(control.get(of(2, String.class)));
        assertNull(control.get(new ControlType<>(201, 2, "other", Integer.class)));
    }

    @Test
    void mayHoldANumberUnderAWiderType() {
        ControlType<Number> wide = of(5, Number.class);
        control.put(wide, 7).put(wide, 8L);
        assertEquals(7, control.value(0));
        assertEquals(8L, control.value(1));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
    void areOfTheirType() {
        ControlType raw = NOTE;
        assertThrows(ClassCastException.class, () -> control.put(raw, 1));
        assertThrows(NullPointerException.class, () -> control.put(NOTE, null));
        assertEquals(0, control.size());
    }

    @Test
    void areTakenAwayWhileTheRoomStays() {
        control.room(2).put(NOTE, "a").put(NOTE, "b").put(NOTE, "c");
        control.clear();
        assertEquals(0, control.size());
        assertEquals(2, control.room());
        assertNull(control.get(NOTE));
        assertThrows(IllegalArgumentException.class, () -> control.room(-1));
    }

    @Test
    void areCopiedWithoutTheRoom() {
        control.room(2).put(NOTE, "a").put(SHADE, 1000);
        ControlMessages copy = new ControlMessages().put(NOTE, "before");
        copy.copy(control);
        control.clear();
        assertEquals("[TYPE_3: a, TYPE_2: 1000]", copy.toString());
        assertEquals(0, copy.room());
    }

    @Test
    void areTheMessagesOwn() {
        Message message = new Message();
        assertFalse(message.hasControl());
        ControlMessages own = message.control();
        assertSame(own, message.control());
        assertFalse(message.hasControl());
        own.put(NOTE, "a");
        assertTrue(message.hasControl());
        assertEquals(0, own.room());
    }
}
