package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.packetdrill.script.PacketSpec;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.Quoted;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketText;
import io.sockit.packetdrill.script.When;
import io.sockit.packetdrill.wire.Ends;
import io.sockit.packetdrill.wire.PacketReader;
import io.sockit.packetdrill.wire.PacketWriter;
import io.sockit.packetdrill.wire.Received;
import io.sockit.packetdrill.wire.Sent;
import io.sockit.packetdrill.wire.WireException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// Hands the script's packets in, and awaits those that the host sends.
final class PacketEvents {
    private static final int ETHERTYPE_V4 = 0x0800;
    private static final int ETHERTYPE_V6 = 0x86dd;

    /// How late a packet may be before it is given up.
    private static final long GRACE = 2_000_000_000L;

    /// How long a packet at any time (`*`) is awaited.
    private static final long ANY_TIME = 3_600_000_000_000L;

    private final Stage stage;
    private final Subjects subjects;

    /// Sent packets that have not been compared.
    private final Deque<Arrived> arrived = new ArrayDeque<>();

    PacketEvents(Stage stage) {
        this.stage = stage;
        this.subjects = new Subjects(stage);
    }

    void run(PacketSpec packet) throws ErrnoException, DrillFailure {
        if (!packet.envelope().encapsulation().isEmpty()) {
            throw new DrillFailure(
                    "encapsulation is not served: " + packet.envelope().encapsulation());
        }
        Connection connection = subjects.of(packet);
        if (packet.isOutbound()) {
            new Expectation(stage, this, connection, packet).await();
        } else {
            inject(connection, packet);
        }
    }

    private void inject(Connection connection, PacketSpec packet)
            throws ErrnoException, DrillFailure {
        stage.waitUntil(stage.timeline.due());
        stage.timeline.check("a packet that comes in", stage.timeline.now());
        Subjects.cameIn(connection, packet);
        Ends ends = subjects.inbound(connection, packet);
        PacketSpec live =
                switch (packet) {
                    case Tcp tcp -> connection.toWire(tcp, stage.settings.scalesEchoes());
                    case Icmp icmp -> quoting(icmp, connection);
                    case PacketSpec.Udp udp -> udp;
                };
        try {
            byte[] bytes = PacketWriter.write(live, ends);
            stage.trace.add(stage.timeline.now(), PacketText.of(packet));
            stage.wire.inject(ends.isV4() ? ETHERTYPE_V4 : ETHERTYPE_V6, bytes, size(live));
        } catch (WireException e) {
            throw new DrillFailure("a packet that cannot be: " + e.getMessage());
        }
    }

    private int size(PacketSpec packet) throws DrillFailure {
        int size = stage.settings.segmentSize();
        return packet instanceof Tcp tcp && tcp.payload() > size ? size : 0;
    }

    private static Icmp quoting(Icmp icmp, Connection connection) {
        Quoted quoted = icmp.quoted();
        Quoted mapped =
                new Quoted(
                        quoted.protocol(), connection.quoted(quoted.sequence()), quoted.payload());
        return new Icmp(icmp.envelope(), icmp.type(), icmp.code(), icmp.mtu(), icmp.id(), mapped);
    }

    /// Puts back what is left of a segment.
    void putBack(Arrived rest) {
        arrived.addFirst(rest);
    }

    /// The next packet of the connection, or null where none comes in time. Others are passed over.
    @Nullable Arrived next(Connection connection, PacketSpec expected)
            throws ErrnoException, DrillFailure {
        long deadline = deadline();
        while (true) {
            Arrived next = arrived.poll();
            if (next == null) {
                next = take(deadline);
                if (next == null) {
                    return null;
                }
            }
            Received received = next.received();
            if (subjects.concerns(connection, expected, received.packet(), received.ends())) {
                return next;
            }
            stage.trace.add(next.at(), PacketText.of(received.packet()) + "  (passed over)");
        }
    }

    private long deadline() {
        Timeline timeline = stage.timeline;
        long now = timeline.now();
        return timeline.when().kind() == When.Kind.ANY
                ? now + ANY_TIME
                : Math.max(now, timeline.dueEnd()) + GRACE;
    }

    private @Nullable Arrived take(long deadline) throws ErrnoException, DrillFailure {
        Sent sent = stage.wire.poll();
        while (sent == null) {
            long left = deadline - stage.timeline.now();
            if (left <= 0) {
                return null;
            }
            stage.bell.await(left);
            sent = stage.wire.poll();
        }
        return described(sent);
    }

    private Arrived described(Sent sent) throws DrillFailure {
        long at = stage.timeline.at(sent.nanos());
        try {
            Received received = PacketReader.read(sent.bytes());
            if (received == null) {
                throw new DrillFailure("the host sent a packet that is none of TCP, UDP, ICMP");
            }
            return new Arrived(at, sent.segmentSize(), received);
        } catch (WireException e) {
            throw new DrillFailure("the host sent a packet with " + e.getMessage());
        }
    }
}
