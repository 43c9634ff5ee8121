package io.sockit.socket.device;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkType;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.Contribution;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Extensions;
import io.sockit.spi.NetDevice;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// From a device string to an open device. Off the strand.
final class Opening {
    private static final String CALL = "device";
    private static final String MTU = "mtu";
    private static final String CAPTURE = "capture";
    private static final String PCAPNG = "pcapng";
    private static final Set<String> KITS_OWN = Set.of(MTU, CAPTURE);

    private final ExtensionView<String, DeviceDriver> drivers;
    private final ExtensionView<String, CaptureFormat> formats;
    private final KeyNames<DeviceDriver> driverNames = new KeyNames<>();
    private final KeyNames<CaptureFormat> formatNames = new KeyNames<>();
    private final HostStrand strand;
    private final PacketPool pool;
    private final Wires wires;

    Opening(Extensions extensions, HostStrand strand, PacketPool pool, Wires wires) {
        this.drivers = extensions.of(DeviceDriver.POINT);
        this.formats = extensions.of(CaptureFormat.POINT);
        this.strand = strand;
        this.pool = pool;
        this.wires = wires;
        drivers.listen(driverNames);
        formats.listen(formatNames);
    }

    /// Opens the device for an interface; nothing stays behind where that fails.
    DeviceBinding open(String text, HostInterface owner) throws ErrnoException {
        DeviceAddress address = DeviceAddress.parse(text);
        Contribution<DeviceDriver> driver = driver(address);
        Port port = new Port(owner, strand, pool, wires, address.driver());
        try {
            requireKnown(address, options(driver));
            NetDevice device = device(driver, address, port);
            try {
                return attached(address, driver, device, port);
            } catch (ErrnoException | RuntimeException | Error e) {
                close(driver, device);
                throw e;
            }
        } catch (ErrnoException | RuntimeException | Error e) {
            strand.run(port::shut);
            driver.release();
            throw e;
        }
    }

    private DeviceBinding attached(
            DeviceAddress address, Contribution<DeviceDriver> driver, NetDevice device, Port port)
            throws ErrnoException {
        DeviceFacts facts = facts(driver, device);
        requireAsAcross(address, port, facts.type());
        int most = facts.largestMtu();
        int mtu = (int) address.values().number(MTU, facts.mtu(), HostInterface.MIN_MTU, most);
        CaptureTap capture = capture(address);
        return new DeviceBinding(address.toString(), driver, device, facts, mtu, port, capture);
    }

    /// Frames of one type are no frames of another.
    private static void requireAsAcross(DeviceAddress address, Port port, LinkType type)
            throws ErrnoException {
        port.linkType(type);
        for (Port across : port.across()) {
            LinkType other = across.linkType();
            if (other != null && other != type) {
                throw refuse(
                        Errno.EINVAL,
                        "'%s': link type %s at %s (expected: %s, as at the other end, %s)"
                                .formatted(address, type, port, other, across));
            }
        }
    }

    /// Finds a driver and pins it.
    private Contribution<DeviceDriver> driver(DeviceAddress address) throws ErrnoException {
        Contribution<DeviceDriver> driver = drivers.find(address.driver());
        if (driver == null) {
            throw refuse(
                    Errno.ENODEV,
                    "driver: '%s' (%s)".formatted(address.driver(), driverNames.thereAre()));
        }
        if (!driver.pin()) {
            throw refuse(Errno.ENODEV, "driver: '" + address.driver() + "' is being unloaded");
        }
        return driver;
    }

    private static Set<String> options(Contribution<DeviceDriver> driver) throws ErrnoException {
        Set<String> known;
        try {
            known = new LinkedHashSet<>(driver.value().options());
        } catch (Throwable t) { // a plug-in may throw anything
            throw faulty(driver, "options", t);
        }
        known.addAll(List.of(MTU, CAPTURE));
        return known;
    }

    private static void requireKnown(DeviceAddress address, Set<String> known)
            throws ErrnoException {
        for (String option : address.options().keySet()) {
            if (!known.contains(option)) {
                throw refuse(
                        Errno.EINVAL,
                        "'%s': option '%s' (expected: one of %s)"
                                .formatted(address, option, known));
            }
        }
    }

    private static NetDevice device(
            Contribution<DeviceDriver> driver, DeviceAddress address, Port port)
            throws ErrnoException {
        Map<String, String> options = new LinkedHashMap<>(address.options());
        options.keySet().removeAll(KITS_OWN);
        try {
            DeviceAddress own = new DeviceAddress(address.driver(), address.argument(), options);
            return Objects.requireNonNull(driver.value().open(own, port), "open's answer");
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable t) {
            throw faulty(driver, address.toString(), t);
        }
    }

    private DeviceFacts facts(Contribution<DeviceDriver> driver, NetDevice device)
            throws ErrnoException {
        try {
            DeviceFacts facts = strand.call(device::facts);
            check(facts);
            return facts;
        } catch (Throwable t) {
            throw faulty(driver, "facts", t);
        }
    }

    private static void check(DeviceFacts facts) {
        if (facts.type() == LinkType.ETHERNET
                && facts.address().length() != Ethernet.ADDRESS_LENGTH) {
            throw new IllegalStateException("an Ethernet device of address " + facts.address());
        }
        if (facts.mtu() < HostInterface.MIN_MTU || facts.largestMtu() < facts.mtu()) {
            throw new IllegalStateException(
                    "a device of MTU %d to %d (expected: %d or more)"
                            .formatted(facts.mtu(), facts.largestMtu(), HostInterface.MIN_MTU));
        }
    }

    private @Nullable CaptureTap capture(DeviceAddress address) throws ErrnoException {
        String file = address.options().get(CAPTURE);
        if (file == null) {
            return null;
        }
        Path path = path(address, file);
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        Contribution<CaptureFormat> format = formats.find(ending);
        if (format == null || !format.pin()) {
            throw refuse(
                    Errno.EINVAL,
                    "'%s': capture: no loaded plug-in writes '%s' (%s%s)"
                            .formatted(
                                    address,
                                    ending.equals(name) ? name : "." + ending,
                                    formatNames.thereAre(),
                                    formats.find(PCAPNG) == null
                                            ? "; dev-pcap is not loaded"
                                            : ""));
        }
        try {
            CaptureFormat.Capture capture = format.value().open(path);
            return new CaptureTap(format, Objects.requireNonNull(capture, "open's answer"));
        } catch (ErrnoException e) {
            format.release();
            throw e;
        } catch (Throwable t) {
            format.release();
            throw faulty(format, file, t);
        }
    }

    private static Path path(DeviceAddress address, String file) throws ErrnoException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw refuse(
                    Errno.EINVAL,
                    "'%s': capture: %s (expected: a file)".formatted(address, e.getReason()));
        }
    }

    private static ErrnoException refuse(Errno errno, String why) {
        return new ErrnoException(errno, CALL, why);
    }

    private static ErrnoException faulty(Contribution<?> plugin, String what, Throwable failure) {
        plugin.fault(failure);
        // No cause: it would hold the plug-in's classes.
        String name = failure.getClass().getName();
        return refuse(
                Errno.EIO, "%s: plug-in %s failed with %s".formatted(what, plugin.plugin(), name));
    }

    private static void close(Contribution<DeviceDriver> driver, NetDevice device) {
        try {
            device.close();
        } catch (Throwable t) {
            driver.fault(t);
        }
    }
}
