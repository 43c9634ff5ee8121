package io.sockit.spi.packet;

import java.util.Set;

/// A packet of a pool that checks, which uses it once. The class is loaded with the first such
/// pool: until then [#use] has one body, an empty one, and compiled code has no trace of it.
final class CheckedPacket extends Packet {
    private final PacketPool home;
    private final PacketWatch watch;

    private CheckedPacket(PacketPool home, Set<PacketWatch> living) {
        super(home);
        this.home = home;
        watch = new PacketWatch(living);
    }

    /// Answers a [Packet], so that a caller can be verified without loading this class.
    static Packet make(PacketPool home, Set<PacketWatch> living) {
        return new CheckedPacket(home, living);
    }

    @Override
    void use() {
        watch.use();
    }

    @Override
    void fill(byte[] memory) {
        home.poison(memory);
    }

    @Override
    void entering() {
        watch.enter();
    }

    @Override
    void leaving() {
        watch.leave();
    }

    @Override
    void ending() {
        watch.release();
    }
}
