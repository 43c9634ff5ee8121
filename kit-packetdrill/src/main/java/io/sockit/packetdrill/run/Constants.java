package io.sockit.packetdrill.run;

import io.sockit.api.Epoll;
import io.sockit.api.Errno;
import io.sockit.api.Fcntl;
import io.sockit.api.Ioctl;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Sock;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The constants of C by name, and the kit's options by level and number.
final class Constants {
    private static final Map<String, Long> NUMBERS = new HashMap<>();
    private static final List<SocketOption<?>> OPTIONS = new ArrayList<>();

    static {
        for (Class<?> holder :
                List.of(
                        Sock.class,
                        Msg.class,
                        Fcntl.class,
                        Ioctl.class,
                        PollFd.class,
                        Epoll.class,
                        SocketOptions.class,
                        Inet.class,
                        InetControl.class)) {
            collect(holder);
        }
        TcpOptions.ALL.forEach(Constants::add);
        for (Errno errno : Errno.values()) {
            NUMBERS.put(errno.name(), (long) errno.linux());
        }
        put("NULL", 0);
        put("AF_UNSPEC", 0);
        put("AF_INET", 2);
        put("AF_INET6", 10);
        put("SOL_IP", 0);
        put("SOL_TCP", 6);
        put("SOL_UDP", 17);
        put("SOL_IPV6", 41);
        put("TCP_CM_INQ", 36);
        put("TCP_INFINITE_SSTHRESH", 0x7fff_ffff);
        put("IP_FREEBIND", 15);
        put("SO_TIMESTAMPING", 37);
        put("SO_MAX_PACING_RATE", 47);
        put("SO_ZEROCOPY", 60);
        put("MSG_ZEROCOPY", 0x400_0000);
        put("MSG_FASTOPEN", 0x2000_0000);
        put("SO_EE_ORIGIN_NONE", 0);
        put("SO_EE_ORIGIN_LOCAL", 1);
        put("SO_EE_ORIGIN_ICMP", 2);
        put("SO_EE_ORIGIN_ICMP6", 3);
        String[] modes = {"DONT", "WANT", "DO", "PROBE", "INTERFACE", "OMIT"};
        for (int i = 0; i < modes.length; i++) {
            put("IP_PMTUDISC_" + modes[i], i);
            put("IPV6_PMTUDISC_" + modes[i], i);
        }
        NUMBERS.putIfAbsent("EPOLLRDNORM", 0x40L);
        NUMBERS.putIfAbsent("EPOLLWRNORM", 0x100L);
        NUMBERS.putIfAbsent("POLLRDNORM", 0x40L);
        NUMBERS.putIfAbsent("POLLWRNORM", 0x100L);
        NUMBERS.putIfAbsent("EWOULDBLOCK", (long) Errno.EAGAIN.linux());
        NUMBERS.putIfAbsent("ENOTSUP", (long) Errno.EOPNOTSUPP.linux());
    }

    private Constants() {}

    private static void put(String name, long value) {
        NUMBERS.put(name, value);
    }

    private static void collect(Class<?> holder) {
        for (Field field : holder.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                collect(field);
            }
        }
    }

    private static void collect(Field field) {
        try {
            Object value = field.get(null);
            if (value instanceof Integer number) {
                NUMBERS.put(field.getName(), (long) number);
            } else if (value instanceof SocketOption<?> option) {
                add(option);
            } else if (value instanceof io.sockit.api.ControlType<?> type) {
                NUMBERS.putIfAbsent(field.getName(), (long) type.number());
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.getName(), e);
        }
    }

    private static void add(SocketOption<?> option) {
        OPTIONS.add(option);
        NUMBERS.put(option.name(), (long) option.number());
    }

    /// @throws DrillFailure for a name that has no number
    static long number(String name) throws DrillFailure {
        Long number = NUMBERS.get(name);
        if (number == null) {
            throw new DrillFailure("constant '" + name + "' is unknown");
        }
        return number;
    }

    /// The name of an error's number, for messages.
    static String errno(long number) {
        return Errno.ofLinux((int) number).map(Errno::name).orElse(Long.toString(number));
    }

    /// The option of a level and a number, or null if it has no constant.
    static @Nullable SocketOption<?> option(long level, long number) {
        for (SocketOption<?> option : OPTIONS) {
            if (option.level() == level && option.number() == number) {
                return option;
            }
        }
        return null;
    }
}
