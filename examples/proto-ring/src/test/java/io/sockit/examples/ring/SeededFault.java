package io.sockit.examples.ring;

import io.sockit.api.ErrnoException;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.BindOps;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.ListenOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.PairOps;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.ReceiveBuffer;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.SocketOps;
import io.sockit.spi.SocketState;
import io.sockit.spi.StreamOps;
import io.sockit.spi.StreamReceive;
import io.sockit.spi.StreamSend;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// One method of the SPI that a plug-in gets wrong in one way.
record SeededFault(Method method, Kind kind) {
    enum Kind {
        /// It does nothing, and answers 0, false or null.
        NOTHING,
        /// It answers another error than it should, or one where it should answer none.
        ERRNO,
        /// It does not come back.
        BLOCKS,
        /// It takes a packet, and does not release it.
        LEAKS,
        /// It does twice what it should do once.
        DOUBLES
    }

    /// What the kit calls.
    private static final List<Class<?>> OPS =
            List.of(
                    ProtocolFamily.class,
                    SocketOps.class,
                    BindOps.class,
                    ConnectOps.class,
                    ListenOps.class,
                    PairOps.class,
                    DatagramOps.class,
                    StreamOps.class,
                    ShutdownOps.class,
                    OptionOps.class);

    /// What the protocol calls, and may forget or repeat.
    private static final List<Class<?>> UPCALLS =
            List.of(
                    SocketState.class,
                    StreamSend.class,
                    StreamReceive.class,
                    ReceiveBuffer.class,
                    AcceptQueue.class);

    /// Methods that change nothing: asking twice is no fault.
    private static final Set<String> QUESTIONS =
            Set.of(
                    "parse",
                    "state",
                    "localName",
                    "peerName",
                    "reconnects",
                    "source",
                    "maxMessage",
                    "sendFlags",
                    "receiveFlags",
                    "sendLimit",
                    "admit",
                    "sendStart",
                    "sendEnd",
                    "receiveStart",
                    "receiveEnd",
                    "room",
                    "charged",
                    "limit",
                    "length",
                    "full");

    static boolean isUpcall(Method method) {
        return UPCALLS.contains(method.getDeclaringClass());
    }

    static boolean isFamily(Method method) {
        return method.getDeclaringClass() == ProtocolFamily.class;
    }

    /// Whether the method reads an option: as much of a question as those with names of their own.
    private static boolean asks(Method method) {
        return QUESTIONS.contains(method.getName())
                || (method.getName().equals("option") && method.getParameterCount() == 1);
    }

    static List<SeededFault> all() {
        List<SeededFault> faults = new ArrayList<>();
        for (Class<?> type : OPS) {
            for (Method method : methods(type)) {
                faults.add(new SeededFault(method, Kind.NOTHING));
                faults.add(new SeededFault(method, Kind.BLOCKS));
                faults.add(new SeededFault(method, Kind.LEAKS));
                if (List.of(method.getExceptionTypes()).contains(ErrnoException.class)) {
                    faults.add(new SeededFault(method, Kind.ERRNO));
                }
                if (!asks(method)) {
                    faults.add(new SeededFault(method, Kind.DOUBLES));
                }
            }
        }
        for (Class<?> type : UPCALLS) {
            for (Method method : methods(type)) {
                if (!asks(method)) {
                    faults.add(new SeededFault(method, Kind.NOTHING));
                    faults.add(new SeededFault(method, Kind.DOUBLES));
                }
            }
        }
        return faults;
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    @Override
    public String toString() {
        String arguments =
                method.getName().equals("option") ? "/" + method.getParameterCount() : "";
        return method.getDeclaringClass().getSimpleName()
                + "."
                + method.getName()
                + arguments
                + " "
                + kind;
    }
}
