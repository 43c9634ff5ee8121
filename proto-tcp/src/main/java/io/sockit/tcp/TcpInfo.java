package io.sockit.tcp;

/// What is known of a connection: the fields of Linux's `struct tcp_info` by their names. Times are
/// in microseconds, those of `last` in milliseconds. Immutable.
///
/// @param tcpiState Linux's number of the state
/// @param tcpiCaState how things stand: 0 open, 1 disorder, 2 reduction, 3 recovery, 4 loss
/// @param tcpiOptions 1 timestamps, 2 SACK, 4 window scale, 8 ECN
/// @param tcpiSndCwnd the congestion window in packets
/// @param tcpiSndSsthresh the slow start threshold in packets
public record TcpInfo(
        int tcpiState,
        int tcpiCaState,
        int tcpiRetransmits,
        int tcpiProbes,
        int tcpiBackoff,
        int tcpiOptions,
        int tcpiSndWscale,
        int tcpiRcvWscale,
        long tcpiRto,
        long tcpiAto,
        int tcpiSndMss,
        int tcpiRcvMss,
        int tcpiUnacked,
        int tcpiSacked,
        int tcpiLost,
        int tcpiRetrans,
        long tcpiLastDataSent,
        long tcpiLastDataRecv,
        long tcpiLastAckRecv,
        int tcpiPmtu,
        int tcpiRcvSsthresh,
        long tcpiRtt,
        long tcpiRttvar,
        int tcpiSndSsthresh,
        int tcpiSndCwnd,
        int tcpiAdvmss,
        int tcpiReordering,
        int tcpiRcvSpace,
        int tcpiTotalRetrans,
        long tcpiBytesAcked,
        long tcpiBytesReceived,
        int tcpiNotsentBytes,
        long tcpiMinRtt,
        long tcpiDelivered,
        long tcpiBusyTime,
        long tcpiRwndLimited,
        long tcpiSndbufLimited,
        int tcpiReordSeen) {}
