package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random walks over a few packets that share payload with each other.
class PacketModelTest {
    private static final int PACKETS = 4;
    private static final PacketPool RECYCLING = new PacketPool();

    @Property(tries = 1000)
    void packetsBehaveAsPlainBytes(
            @ForAll @IntRange(min = 1, max = 60) int steps, @ForAll long seed) {
        PacketPool pool = PacketPool.checked();
        walk(pool, steps, new Random(seed));
        assertEquals(List.of(), pool.leaks());
        assertEquals(0, pool.statistics().bytes());
    }

    @Property(tries = 1000)
    void recycledPacketsBehaveAsPlainBytes(
            @ForAll @IntRange(min = 1, max = 60) int steps, @ForAll long seed) {
        walk(RECYCLING, steps, new Random(seed));
        PacketPool.Statistics after = RECYCLING.statistics();
        assertEquals(0, after.taken());
        assertTrue(after.bytes() < 16 << 20, () -> "memory kept: " + after);
    }

    private static void walk(PacketPool pool, int steps, Random random) {
        List<PacketModel> models = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            models.add(new PacketModel(pool));
        }
        for (int i = 0; i < steps; i++) {
            step(pool, models, random);
            models.forEach(model -> model.check(random));
        }
        models.forEach(model -> model.packet.release());
    }

    private static void step(PacketPool pool, List<PacketModel> models, Random random) {
        int chosen = random.nextInt(PACKETS);
        PacketModel model = models.get(chosen);
        PacketModel other = models.get((chosen + 1 + random.nextInt(PACKETS - 1)) % PACKETS);
        switch (random.nextInt(10)) {
            case 0, 1 -> model.push(data(random, 1 + random.nextInt(60)));
            case 2 -> model.pull(random.nextInt(1 + Math.min(300, model.length() + 20)));
            case 3 -> model.pull(random.nextInt(model.length() + 20));
            case 4 -> model.consume(random.nextInt(1 + Math.min(100, model.length())));
            case 5 -> model.trim(model.length() - random.nextInt(1 + model.length() / 3));
            case 6 -> model.append(data(random, size(random)), random);
            case 7 -> {
                int offset = random.nextInt(other.length() + 1);
                int length = random.nextInt(other.length() - offset + 1);
                if (model.length() + length < 200_000) {
                    model.appendShared(other, offset, length);
                }
            }
            case 8 -> {
                if (model.length() + other.length() < 200_000) {
                    model.absorb(other);
                    models.set(models.indexOf(other), new PacketModel(pool));
                }
            }
            default -> {
                models.set(
                        chosen, random.nextBoolean() ? other.duplicate() : new PacketModel(pool));
                model.packet.release();
            }
        }
    }

    private static int size(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4);
            case 1 -> random.nextInt(300);
            case 2 -> random.nextInt(5000);
            default -> random.nextInt(70_000);
        };
    }

    private static byte[] data(Random random, int length) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        return data;
    }
}
