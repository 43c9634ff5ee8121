package io.sockit.packetdrill.run;

/// What a system call has answered.
///
/// @param value as C has it: -1 with an error
/// @param errno 0 without one
/// @param descriptor whether the value is a new descriptor, which a script numbers by itself
/// @param then what else the script expects of it, asked where the value is right
record Answer(long value, int errno, boolean descriptor, Then then) {
    /// What follows a right value.
    @FunctionalInterface
    interface Then {
        Then NOTHING = () -> {};

        void run() throws DrillFailure;
    }

    static Answer done() {
        return new Answer(0, 0, false, Then.NOTHING);
    }

    static Answer of(long value) {
        return new Answer(value, 0, false, Then.NOTHING);
    }

    static Answer of(long value, Then then) {
        return new Answer(value, 0, false, then);
    }

    /// @param then is told where the script expects a descriptor too
    static Answer descriptor(int fd, Then then) {
        return new Answer(fd, 0, true, then);
    }

    static Answer failed(int errno) {
        return new Answer(-1, errno, false, Then.NOTHING);
    }
}
