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
import java.util.stream.Stream;

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

    private static final List<Class<?>> RING =
            List.of(RingFamily.class, RingPcb.class, RingStream.class);

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

    /// Every method that the ring has itself, with each kind, and every command to the kit, left
    /// out or given twice. A method of the kit that takes nothing and answers something is a
    /// question, which changes nothing.
    static List<SeededFault> all() {
        List<SeededFault> faults = new ArrayList<>();
        for (Class<?> type : OPS) {
            for (Method method : methods(type).filter(SeededFault::isOfTheRing).toList()) {
                for (Kind kind : Kind.values()) {
                    if (kind != Kind.ERRNO || throwsErrno(method)) {
                        faults.add(new SeededFault(method, kind));
                    }
                }
            }
        }
        for (Class<?> type : UPCALLS) {
            for (Method method : methods(type).filter(SeededFault::isCommand).toList()) {
                faults.add(new SeededFault(method, Kind.NOTHING));
                faults.add(new SeededFault(method, Kind.DOUBLES));
            }
        }
        return faults;
    }

    private static boolean throwsErrno(Method method) {
        return List.of(method.getExceptionTypes()).contains(ErrnoException.class);
    }

    private static boolean isCommand(Method method) {
        return method.getReturnType() == void.class || method.getParameterCount() > 0;
    }

    private static boolean isOfTheRing(Method method) {
        return RING.stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(mine -> !mine.getDeclaringClass().isInterface())
                .anyMatch(
                        mine ->
                                method.getDeclaringClass()
                                                .isAssignableFrom(mine.getDeclaringClass())
                                        && mine.getName().equals(method.getName())
                                        && Arrays.equals(
                                                mine.getParameterTypes(),
                                                method.getParameterTypes()));
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toString));
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
