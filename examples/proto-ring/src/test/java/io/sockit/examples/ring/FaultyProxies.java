package io.sockit.examples.ring;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.ReceiveBuffer;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.SocketState;
import io.sockit.spi.StreamBuffers;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Puts proxies around a protocol's objects, which the kit calls, and around the kit's, which the
/// protocol calls. They pass on every call but the one that has the fault of the run.
final class FaultyProxies {
    /// The kit's objects that a protocol calls.
    private static final Set<Class<?>> KIT =
            Set.of(
                    Socket.class,
                    SocketState.class,
                    StreamBuffers.class,
                    ReceiveBuffer.class,
                    AcceptQueue.class);

    private final FaultyRun run;
    private final PacketPool pool;
    private final Map<Object, Object> proxies = new IdentityHashMap<>();

    FaultyProxies(FaultyRun run, PacketPool pool) {
        this.run = run;
        this.pool = pool;
    }

    /// A proxy with all interfaces of an object that belong to the SPI, the same each time.
    synchronized Object wrap(Object real) {
        return proxies.computeIfAbsent(
                real,
                same ->
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                types(real.getClass()),
                                new Handler(real)));
    }

    private static Class<?>[] types(Class<?> real) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> type = real; type != null; type = type.getSuperclass()) {
            types.addAll(List.of(type.getInterfaces()));
        }
        types.removeIf(type -> type.getPackage() != Socket.class.getPackage());
        return types.toArray(Class<?>[]::new);
    }

    private @Nullable Object wrapped(@Nullable Object answer, Class<?> declared) {
        if (answer instanceof Served served) {
            return new Served(
                    (SocketOps) wrap(served.ops()),
                    served.protocol(),
                    served.name(),
                    served.server());
        }
        return answer != null && KIT.contains(declared) ? wrap(answer) : answer;
    }

    private static @Nullable Object real(@Nullable Object object) {
        return object != null
                        && Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof Handler handler
                ? handler.real
                : object;
    }

    /// A value as far as two runs have the same one.
    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Packet packet -> "packet of " + packet.length();
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case String text -> text;
            case Enum<?> constant -> constant.name();
            case Sockaddr address -> address.toString();
            default -> "an object";
        };
    }

    /// One proxy's calls.
    private final class Handler implements InvocationHandler {
        private final Object real;

        Handler(Object real) {
            this.real = real;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
                throws Throwable {
            Object[] arguments = given == null ? new Object[0] : given.clone();
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(real, arguments);
            }
            run.reached.add(method);
            Class<?>[] types = method.getParameterTypes();
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = argument(arguments[i], types[i]);
            }
            List<String> shown = Arrays.stream(arguments).map(FaultyProxies::shown).toList();
            String answer = "";
            try {
                Object result =
                        run.hits(method) ? faulty(method, arguments) : pass(method, arguments);
                answer = shown(result);
                return result;
            } catch (Throwable t) {
                answer = t instanceof ErrnoException e ? e.errno().name() : t.getClass().getName();
                throw t;
            } finally {
                run.note(method, shown, answer);
            }
        }

        /// The kit's objects are wrapped on their way to the protocol, the protocol's unwrapped.
        @SuppressWarnings("unchecked")
        private @Nullable Object argument(@Nullable Object argument, Class<?> declared) {
            if (argument instanceof Function<?, ?> function && real instanceof AcceptQueue) {
                Function<Socket, SocketOps> make = (Function<Socket, SocketOps>) function;
                return (Function<Socket, Object>) socket -> wrap(make.apply((Socket) wrap(socket)));
            }
            boolean toProtocol = real instanceof SocketOps || real instanceof ProtocolFamily;
            return toProtocol && argument != null && KIT.contains(declared)
                    ? wrap(argument)
                    : real(argument);
        }

        private @Nullable Object pass(Method method, Object[] arguments) throws Throwable {
            try {
                return wrapped(method.invoke(real, arguments), method.getReturnType());
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof ErrnoException) {
                    run.threw.add(method);
                }
                throw e.getCause();
            }
        }

        private @Nullable Object faulty(Method method, Object[] arguments) throws Throwable {
            return switch (run.fault.kind()) {
                case NOTHING -> nothing(method, arguments);
                case ERRNO -> wrongErrno(method, arguments);
                case BLOCKS -> {
                    run.caughtBy = "the time-out of every test that comes here";
                    throw new IllegalStateException("blocks");
                }
                case LEAKS -> {
                    pool.take();
                    yield pass(method, arguments);
                }
                case DOUBLES -> {
                    Object[] copies = arguments.clone();
                    for (int i = 0; i < copies.length; i++) {
                        if (copies[i] instanceof Packet packet) {
                            copies[i] = packet.duplicate();
                        }
                    }
                    pass(method, arguments);
                    run.repeats(true);
                    try {
                        yield pass(method, copies);
                    } finally {
                        run.repeats(false);
                    }
                }
            };
        }

        private @Nullable Object nothing(Method method, Object[] arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Packet packet && !method.getName().equals("slice")) {
                    packet.release();
                }
            }
            Class<?> type = method.getReturnType();
            if (type == boolean.class) {
                // What takes a packet over says so.
                return method.getName().startsWith("append") || method.getName().equals("receive");
            }
            return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
        }

        private @Nullable Object wrongErrno(Method method, Object[] arguments) throws Throwable {
            ErrnoException wrong =
                    new ErrnoException(Errno.EPROTO, method.getName(), "a seeded fault");
            if (!run.throwsAnyway()) {
                throw wrong;
            }
            try {
                return pass(method, arguments);
            } catch (ErrnoException e) {
                throw wrong;
            }
        }
    }
}
