/// Devices of a host: from the string that names one to the packets that it carries.
///
/// Start at [HostDevices], which adds, replaces and removes them. A [HostInterface] is what
/// protocols see and what stays when its device goes; an [DeviceBinding] is the device under it
/// with its [Port]. The way out of an interface is [Egress], the way in [Port] and then [Ingress].
/// [Wires] are the names under which ports of a network meet; a [DueQueue] keeps what is under way.
/// [Taps] show it all to others, outside the strand.
@NullMarked
package io.sockit.socket.device;

import org.jspecify.annotations.NullMarked;
