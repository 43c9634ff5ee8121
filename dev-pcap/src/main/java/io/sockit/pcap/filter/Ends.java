package io.sockit.pcap.filter;

/// Which end of a packet's way is asked for: the direction qualifier.
enum Ends {
    SOURCE,
    DESTINATION,
    EITHER,
    BOTH
}
