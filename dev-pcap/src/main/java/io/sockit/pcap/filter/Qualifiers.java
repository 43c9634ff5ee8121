package io.sockit.pcap.filter;

/// What stands in front of a word and says what it is.
///
/// @param protocol such as `tcp`, or nothing
/// @param ends which end is meant
/// @param type what kind of thing the word names
record Qualifiers(String protocol, Ends ends, Type type) {
    /// Of a word with none.
    static final Qualifiers NONE = new Qualifiers("", Ends.EITHER, Type.HOST);

    /// What a word names.
    enum Type {
        HOST,
        NET,
        PORT,
        PORTRANGE,
        PROTO
    }
}
