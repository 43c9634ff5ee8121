package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Interfaces;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.PacketPool;

/// What the system calls need of their host.
///
/// @param strand where its protocols run
/// @param pool where its packets come from
/// @param families its protocol families
/// @param folders looks for plug-ins where a family or one of its rows is missing
/// @param interfaces its interfaces
/// @param sysctls takes the declarations of `net.core.*`
public record CallServices(
        HostStrand strand,
        PacketPool pool,
        ExtensionView<AddressFamily, ProtocolFamily> families,
        FolderLook folders,
        Interfaces interfaces,
        SysctlRegistry sysctls) {
    /// Looks into the folders of plug-ins, as the kernel asks for a module.
    @FunctionalInterface
    public interface FolderLook {
        /// Off the strand, on the thread of the `socket()` call; may do I/O.
        ///
        /// @return whether something new was loaded, so that another try is worth it
        boolean look();
    }
}
