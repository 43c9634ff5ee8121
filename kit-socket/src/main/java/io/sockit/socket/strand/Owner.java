package io.sockit.socket.strand;

/// Who answers for work on a strand: a plug-in, or the kit. Called on the strand.
public interface Owner {
    /// For messages.
    String name();

    /// Whether its work is still to be run; false once it is unloaded.
    boolean alive();

    /// Charges it with what its work threw, unless that is one of [MachineErrors]. Never throws.
    void fault(Throwable thrown);
}
