package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

/// What travels with a packet beside its data: values of the kit only, never a plug-in's classes.
abstract class PacketMetadata extends Pooled {
    /// Of a mark.
    static final int UNSET = -1;

    /// Link of the queue or inbox that holds the packet.
    @Nullable Packet next;

    int network;
    int transport;
    private int interfaceIndex;
    private int etherType;
    private int segmentSize;
    private ChecksumState checksumState = ChecksumState.NONE;
    private long timestamp;
    private long mark;
    private @Nullable Charge payer;
    private int charge;
    private @Nullable Attachment attachment;

    /// Index of the device that the packet came in by or goes out by; 0 without one.
    public int interfaceIndex() {
        use();
        return interfaceIndex;
    }

    public void interfaceIndex(int index) {
        use();
        interfaceIndex = index;
    }

    /// Index in the packet's head of the network header, also when it is consumed; -1 if not
    /// marked.
    public int networkOffset() {
        use();
        return network;
    }

    /// Index in the packet's head of the transport header, also when it is consumed; -1 if not
    /// marked.
    public int transportOffset() {
        use();
        return transport;
    }

    /// EtherType of the network packet, such as 0x0800 for IPv4; 0 if unknown.
    public int etherType() {
        use();
        return etherType;
    }

    public void etherType(int type) {
        use();
        etherType = type;
    }

    /// Nanoseconds of the host's clock: of the delivery to come while it is on a link, of arrival
    /// in a receive buffer whose socket asks for it, else undefined.
    public long timestamp() {
        use();
        return timestamp;
    }

    public void timestamp(long nanos) {
        use();
        timestamp = nanos;
    }

    public ChecksumState checksumState() {
        use();
        return checksumState;
    }

    public void checksumState(ChecksumState state) {
        use();
        checksumState = state;
    }

    /// Bytes of payload that one segment of this packet has on the wire; 0 if it is a single one.
    public int segmentSize() {
        use();
        return segmentSize;
    }

    public void segmentSize(int bytes) {
        use();
        segmentSize = bytes;
    }

    /// Scratch of the packet's owner. It is 0 in a packet from the pool and in a duplicate. A
    /// hand-over does not clear it: a new owner writes it before reading it.
    public long mark() {
        use();
        return mark;
    }

    public void mark(long value) {
        use();
        mark = value;
    }

    /// Lets `to` pay `bytes` for the packet until [#uncharge] or its release. The payer before is
    /// uncharged first; null leaves the packet free of charge. A duplicate is free of charge.
    public void charge(@Nullable Charge to, int bytes) {
        uncharge();
        payer = to;
        charge = bytes;
    }

    /// Takes over the charge of another packet, which is free of charge then: for what goes out in
    /// its place.
    public void takeCharge(Packet from) {
        uncharge();
        PacketMetadata before = from;
        payer = before.payer;
        charge = before.charge;
        before.payer = null;
    }

    /// Gives the charge back, if there is one: the packet leaves the host, or has been received.
    public void uncharge() {
        use();
        releaseCharge();
    }

    /// Gives the charge back if its payer pays for the way only ([Charge#untilReceived]): the
    /// packet has come to its host, or into a receive buffer.
    public void arrived() {
        use();
        if (payer != null && !payer.untilReceived()) {
            releaseCharge();
        }
    }

    /// Attaches something, which the packet owns until [#detach] or its release. A packet has one
    /// attachment at most; a duplicate has no attachment, so a tap that looks at a copy keeps no
    /// file open.
    ///
    /// @throws IllegalStateException if the packet has one
    public void attach(Attachment thing) {
        use();
        if (attachment != null) {
            throw new IllegalStateException("attachment: a second one (expected: one a packet)");
        }
        attachment = thing;
    }

    /// What is attached, still the packet's; null if nothing is. Data of packets with different
    /// attachments is not put together.
    public @Nullable Attachment attachment() {
        use();
        return attachment;
    }

    /// Takes out what is attached, now the caller's; null if nothing is.
    public @Nullable Attachment detach() {
        use();
        Attachment thing = attachment;
        attachment = null;
        return thing;
    }

    /// Drops what is attached, if anything is.
    public final void dropAttachment() {
        Attachment thing = attachment;
        if (thing != null) {
            attachment = null;
            thing.drop();
        }
    }

    final void releaseCharge() {
        Charge to = payer;
        if (to != null) {
            payer = null;
            to.uncharge(charge);
        }
    }

    final void resetMetadata() {
        network = UNSET;
        transport = UNSET;
        interfaceIndex = 0;
        etherType = 0;
        segmentSize = 0;
        checksumState = ChecksumState.NONE;
        timestamp = 0;
        mark = 0;
    }

    final void copyMetadata(PacketMetadata from) {
        interfaceIndex = from.interfaceIndex;
        etherType = from.etherType;
        segmentSize = from.segmentSize;
        checksumState = from.checksumState;
        timestamp = from.timestamp;
    }

    // ---- what the packet of a pool that checks does more

    /// Fails if the packet is released.
    void use() {}

    /// Fills memory that is free.
    void fill(byte[] memory) {}

    void entering() {}

    void leaving() {}

    void ending() {}
}
