package io.sockit.api;

/// What is known of a neighbour (RFC 4861 §7.3.2), with Linux's numbers (`NUD_*`).
public enum NeighbourState {
    /// Nothing is known and nothing was asked.
    NONE(0x00),
    /// It is being asked for its link-layer address.
    INCOMPLETE(0x01),
    /// It was heard of lately: packets go without a question.
    REACHABLE(0x02),
    /// It has an address that was not confirmed for long; the next packet has it checked.
    STALE(0x04),
    /// Packets go; if nothing confirms the address soon, it is probed.
    DELAY(0x08),
    /// Packets go, and it is asked at its address.
    PROBE(0x10),
    /// It did not answer; the next packet asks anew.
    FAILED(0x20),
    /// Its address needs no check.
    NOARP(0x40),
    /// Its address was set, and stays.
    PERMANENT(0x80);

    private final int number;

    NeighbourState(int number) {
        this.number = number;
    }

    /// Linux's number.
    public int number() {
        return number;
    }

    /// Whether a person or a program set the row, so that no protocol changes it.
    public boolean isSet() {
        return this == NOARP || this == PERMANENT;
    }
}
