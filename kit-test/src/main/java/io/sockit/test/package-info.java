/// For those who write plug-ins, and test over Sockit: hosts in virtual time, packet traces, a peer
/// that follows a script, and the contracts that every family and every device keeps.
///
/// Start at [SockitNetwork], which gives hosts to a JUnit 5 test, or [TestNetwork], the same by
/// hand. [ScriptedPeer] is the other end of a `queue:` device. A new family extends
/// [DatagramFamilyContract] or [StreamFamilyContract], and [ReadinessContract]; a new device
/// [WireContract], or [DeviceContract] where it carries nothing on; each by a subclass of some
/// twenty lines. [io.sockit.test.calls.CallScriptContract] holds a family's system calls against
/// those of Linux.
@NullMarked
package io.sockit.test;

import org.jspecify.annotations.NullMarked;
