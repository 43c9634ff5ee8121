package io.sockit.tcp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

/// What TCP counts, under the names of `nstat` (RFC 4022, Linux `TcpExt`), both families together.
@Singleton
final class TcpCounters {
    final Counter activeOpens;
    final Counter passiveOpens;
    final Counter attemptFails;
    final Counter estabResets;
    final Counter inSegs;
    final Counter outSegs;
    final Counter retransSegs;
    final Counter inErrs;
    final Counter inCsumErrors;
    final Counter outRsts;
    final Counter listenOverflows;
    final Counter listenDrops;
    final Counter reqQFullDrop;
    final Counter reqQFullDoCookies;
    final Counter syncookiesSent;
    final Counter syncookiesRecv;
    final Counter syncookiesFailed;
    final Counter challengeAck;
    final Counter synChallenge;
    final Counter skippedChallenge;
    final Counter pawsEstab;
    final Counter pawsTimewait;
    final Counter delayedAcks;
    final Counter timeouts;
    final Counter lossProbes;
    final Counter lossProbeRecovery;
    final Counter sackRecovery;
    final Counter renoRecovery;
    final Counter sackReneging;
    final Counter lostRetransmit;
    final Counter fastRetrans;
    final Counter slowStartRetrans;
    final Counter fullUndo;
    final Counter partialUndo;
    final Counter dsackUndo;
    final Counter lossUndo;
    final Counter spuriousRtos;
    final Counter dsackOldSent;
    final Counter dsackOfoSent;
    final Counter dsackRecv;
    final Counter ofoQueue;
    final Counter ofoDrop;
    final Counter ofoMerge;
    final Counter rcvPruned;
    final Counter abortOnData;
    final Counter abortOnClose;
    final Counter abortOnTimeout;
    final Counter abortOnLinger;
    final Counter timeWaits;
    final Counter timeWaitOverflow;
    final Counter timeWaitRecycled;
    final Counter keepAlive;
    final Counter zeroWindowAdv;
    final Counter winProbe;
    final Counter outOfWindow;
    final Counter noSocket;
    final Counter invalidAck;
    private final CounterRegistry registry;

    @Inject
    TcpCounters(CounterRegistry registry) {
        this.registry = registry;
        activeOpens = registry.counter("Tcp.ActiveOpens");
        passiveOpens = registry.counter("Tcp.PassiveOpens");
        attemptFails = registry.counter("Tcp.AttemptFails");
        estabResets = registry.counter("Tcp.EstabResets");
        inSegs = registry.counter("Tcp.InSegs");
        outSegs = registry.counter("Tcp.OutSegs");
        retransSegs = registry.counter("Tcp.RetransSegs");
        inErrs = registry.counter("Tcp.InErrs");
        inCsumErrors = registry.counter("Tcp.InCsumErrors");
        outRsts = registry.counter("Tcp.OutRsts");
        listenOverflows = ext("ListenOverflows");
        listenDrops = ext("ListenDrops");
        reqQFullDrop = ext("TCPReqQFullDrop");
        reqQFullDoCookies = ext("TCPReqQFullDoCookies");
        syncookiesSent = ext("SyncookiesSent");
        syncookiesRecv = ext("SyncookiesRecv");
        syncookiesFailed = ext("SyncookiesFailed");
        challengeAck = ext("TCPChallengeACK");
        synChallenge = ext("TCPSYNChallenge");
        skippedChallenge = ext("TCPACKSkippedChallenge");
        pawsEstab = ext("PAWSEstab");
        pawsTimewait = ext("PAWSTimewait");
        delayedAcks = ext("DelayedACKs");
        timeouts = ext("TCPTimeouts");
        lossProbes = ext("TCPLossProbes");
        lossProbeRecovery = ext("TCPLossProbeRecovery");
        sackRecovery = ext("TCPSackRecovery");
        renoRecovery = ext("TCPRenoRecovery");
        sackReneging = ext("TCPSACKReneging");
        lostRetransmit = ext("TCPLostRetransmit");
        fastRetrans = ext("TCPFastRetrans");
        slowStartRetrans = ext("TCPSlowStartRetrans");
        fullUndo = ext("TCPFullUndo");
        partialUndo = ext("TCPPartialUndo");
        dsackUndo = ext("TCPDSACKUndo");
        lossUndo = ext("TCPLossUndo");
        spuriousRtos = ext("TCPSpuriousRTOs");
        dsackOldSent = ext("TCPDSACKOldSent");
        dsackOfoSent = ext("TCPDSACKOfoSent");
        dsackRecv = ext("TCPDSACKRecv");
        ofoQueue = ext("TCPOFOQueue");
        ofoDrop = ext("TCPOFODrop");
        ofoMerge = ext("TCPOFOMerge");
        rcvPruned = ext("RcvPruned");
        abortOnData = ext("TCPAbortOnData");
        abortOnClose = ext("TCPAbortOnClose");
        abortOnTimeout = ext("TCPAbortOnTimeout");
        abortOnLinger = ext("TCPAbortOnLinger");
        timeWaits = ext("TW");
        timeWaitOverflow = ext("TCPTimeWaitOverflow");
        timeWaitRecycled = ext("TWRecycled");
        keepAlive = ext("TCPKeepAlive");
        zeroWindowAdv = ext("TCPToZeroWindowAdv");
        winProbe = ext("TCPWinProbe");
        outOfWindow = ext("TCPOutOfWindow");
        noSocket = ext("TCPNoSocket");
        invalidAck = ext("TCPInvalidAck");
    }

    private Counter ext(String name) {
        return registry.counter("TcpExt." + name);
    }

    void drop(Packet packet, Counter reason) {
        registry.drop(packet, reason);
    }
}
