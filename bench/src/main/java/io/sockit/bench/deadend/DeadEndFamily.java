package io.sockit.bench.deadend;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// Datagram sockets that release what they send. On the strand.
final class DeadEndFamily implements ProtocolFamily {
    @Override
    public Served create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        if (socket.soType() != Sock.SOCK_DGRAM) {
            throw new ErrnoException(
                    Errno.ESOCKTNOSUPPORT,
                    "socket",
                    Sock.name(socket.soType()) + " (expected: SOCK_DGRAM)");
        }
        return new Served(new Pcb(), 0, "dead-end");
    }

    @Override
    public Sockaddr parse(String text) {
        if (!text.isEmpty()) {
            throw new IllegalArgumentException("address: " + text + " (expected: none)");
        }
        return new Nowhere();
    }

    /// The only address.
    private record Nowhere() implements Sockaddr {
        @Override
        public AddressFamily family() {
            return DeadEndJar.AF_DEAD_END;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    private static final class Pcb implements DatagramOps {
        @Override
        public void send(Packet payload, @Nullable Sockaddr to, CallContext call) {
            payload.release();
        }

        @Override
        public Sockaddr source(Packet received) {
            return new Nowhere();
        }

        @Override
        public int maxMessage() {
            return 65_535;
        }

        @Override
        public boolean close() {
            return true;
        }

        @Override
        public String state() {
            return "DEAD-END";
        }
    }
}
