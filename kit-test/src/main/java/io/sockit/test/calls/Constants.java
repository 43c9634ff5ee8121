package io.sockit.test.calls;

import io.sockit.api.Epoll;
import io.sockit.api.Errno;
import io.sockit.api.Fcntl;
import io.sockit.api.Ioctl;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Sock;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.api.Stat;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The constants of kit-api by name, and the words of values.
final class Constants {
    private static final List<String> EVENTS =
            List.of("IN", "PRI", "OUT", "ERR", "HUP", "NVAL", "RDHUP");
    private static final Map<Integer, String> PASSING =
            Map.of(16, "SO_PASSCRED", 34, "SO_PASSSEC", 76, "SO_PASSPIDFD", 77, "SO_PEERPIDFD");
    private static final Map<String, Object> ALL = all();

    private Constants() {}

    static @Nullable Object of(String name) {
        return ALL.get(name);
    }

    private static Map<String, Object> all() {
        Map<String, Object> found = new HashMap<>();
        List<Class<?>> holders =
                List.of(
                        Sock.class,
                        Msg.class,
                        Fcntl.class,
                        Ioctl.class,
                        Stat.class,
                        SocketOptions.class);
        holders.forEach(holder -> collect(holder, "", found));
        collect(PollFd.class, "POLL", found);
        collect(Epoll.class, "EPOLL_CTL_", found);
        collect(Epoll.class, "EPOLL", found);
        found.put("EPOLL_CLOEXEC", (long) Epoll.EPOLL_CLOEXEC);
        for (Errno errno : Errno.values()) {
            found.put(errno.name(), errno);
        }
        PASSING.forEach(
                (number, name) ->
                        found.put(
                                name,
                                new SocketOption<>(
                                        SocketOptions.SOL_SOCKET, number, name, Boolean.class)));
        found.put("yes", 1L);
        found.put("no", 0L);
        return found;
    }

    /// Numbers as `Long` and options as they are, without the prefix of their names.
    private static void collect(Class<?> holder, String prefix, Map<String, Object> into) {
        for (Field field : holder.getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) || !field.getName().startsWith(prefix)) {
                continue;
            }
            String name = field.getName().substring(prefix.length());
            try {
                Object value = field.get(null);
                if (value instanceof Integer number) {
                    into.put(name, (long) number);
                } else if (value instanceof SocketOption<?>) {
                    into.put(name, value);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(name, e);
            }
        }
    }

    static long number(String text) {
        int base = text.startsWith("0x") ? 16 : 8;
        return text.startsWith("0x") || text.startsWith("0o")
                ? Long.parseUnsignedLong(text, 2, text.length(), base)
                : Long.parseLong(text);
    }

    /// The text of values as scripts have it.
    static String text(List<?> values, Map<String, Object> variables) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(value, variables)));
        return String.join(" ", texts);
    }

    private static String text(Object value, Map<String, Object> variables) {
        return switch (value) {
            case Long number -> Long.toString(number);
            case String bytes -> bytes(bytes);
            case Errno errno -> errno.name();
            case Expression.Entry entry -> entry.label() + ":" + events(entry.events());
            case Expression.AnyOrder any -> "{" + list(any.values(), variables) + "}";
            case List<?> list -> "[" + list(list, variables) + "]";
            default -> known(value, variables);
        };
    }

    private static String list(List<?> values, Map<String, Object> variables) {
        return String.join(", ", values.stream().map(each -> text(each, variables)).toList());
    }

    private static String bytes(String bytes) {
        if (bytes.length() > 16 && bytes.chars().distinct().count() == 1) {
            return bytes(bytes.substring(0, 1)) + "*" + bytes.length();
        }
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < bytes.length(); i++) {
            char each = bytes.charAt(i);
            boolean plain = each >= ' ' && each < 0x7f && each != '"' && each != '\\';
            text.append(plain ? String.valueOf(each) : "\\x%02x".formatted((int) each));
        }
        return text.append('"').toString();
    }

    private static String events(int events) {
        List<String> names = new ArrayList<>();
        for (String name : EVENTS) {
            if (ALL.get(name) instanceof Long bit && (events & bit) != 0) {
                names.add(name);
            }
        }
        return names.isEmpty() ? Integer.toString(events) : String.join("|", names);
    }

    /// The variable that holds the value, for addresses.
    private static String known(Object value, Map<String, Object> variables) {
        return variables.entrySet().stream()
                .filter(variable -> variable.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> String.valueOf(value));
    }
}
