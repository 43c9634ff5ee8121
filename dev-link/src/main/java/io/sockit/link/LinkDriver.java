package io.sockit.link;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.LinkAddress;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceOptions;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Opens one end of a wire: reads its options, and gives it chance and a MAC address of its own.
final class LinkDriver implements DeviceDriver {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long TERABIT = 1_000_000_000_000L;
    private static final long MAX_QUEUE = 64 << 20;

    private final Host host;
    private final Strand strand;
    private final RandomStreams random;
    private final CounterRegistry counters;

    @Inject
    LinkDriver(Host host, Strand strand, RandomStreams random, CounterRegistry counters) {
        this.host = host;
        this.strand = strand;
        this.random = random;
        this.counters = counters;
    }

    @Override
    public Set<String> options() {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(List.of("delay", "rate", "queue", "loss", "seed", "type")));
    }

    @Override
    public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
        if (address.argument().isEmpty()) {
            throw new ErrnoException(
                    Errno.EINVAL, "device", "'" + address + "': no name (expected: link:NAME)");
        }
        DeviceOptions options = address.values();
        String end = address.argument() + "." + host.name() + "." + port.interfaceName();
        LinkAddress mac = mac(options, end);
        Line line = line(options);
        LinkDevice.Loss loss =
                new LinkDevice.Loss(options.probability("loss", 0), chance(address, end));
        DevicePort.Wire wire = port.join(address.argument());
        return new LinkDevice(strand, counters, port, mac, wire, line, loss);
    }

    private static Line line(DeviceOptions options) throws ErrnoException {
        long delay = options.nanos("delay", 0);
        long rate = options.bitsPerSecond("rate", Line.UNLIMITED);
        long queue = options.bytes("queue", 256 << 10);
        if (delay > HOUR) {
            throw options.bad("delay", "at most 1h");
        }
        if (rate > TERABIT || (rate < 1 && !options.text("rate", "").isEmpty())) {
            throw options.bad("rate", "1bit to 1000gbit");
        }
        if (queue > MAX_QUEUE) {
            throw options.bad("queue", "at most 64MiB");
        }
        return new Line(rate, queue, delay);
    }

    /// A locally administered unicast address (IEEE 802 §8.4), the same in every run.
    private static LinkAddress mac(DeviceOptions options, String end) throws ErrnoException {
        return switch (options.text("type", "ip")) {
            case "ip" -> LinkAddress.NONE;
            case "ether" -> {
                byte[] bytes = new byte[6];
                new SplittableRandom(hash(end)).nextBytes(bytes);
                bytes[0] = (byte) ((bytes[0] & 0xfc) | 0x02);
                yield LinkAddress.of(bytes);
            }
            default -> throw options.bad("type", "ip or ether");
        };
    }

    /// A seed in the string replays this end alone; both ends may name the same one, and still
    /// differ. Without it, the network's seed holds.
    private RandomGenerator chance(DeviceAddress address, String end) throws ErrnoException {
        if (!address.options().containsKey("seed")) {
            return strand.call(() -> random.stream("link." + end));
        }
        long seed = address.values().number("seed", 0, 0, Long.MAX_VALUE);
        return new SplittableRandom(seed ^ hash(end));
    }

    /// FNV-1a: the same in every run and every JVM.
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
