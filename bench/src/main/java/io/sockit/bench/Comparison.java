package io.sockit.bench;

/// A row of the [Catalogue]: ours beside theirs.
///
/// @param module the Maven module that is measured
/// @param subject the class of the benchmarks
/// @param ours the name of our benchmark in it
/// @param theirs the name of the baseline, empty where there is none
/// @param bar what ours must clear
/// @param allocation what ours may allocate
record Comparison(
        String module,
        Class<?> subject,
        String ours,
        String theirs,
        Bar bar,
        Allocation allocation) {
    /// The subject's name; where it has several of ours, with the name of this one.
    String title() {
        return ours.equals("sockit")
                ? subject.getSimpleName()
                : subject.getSimpleName() + "." + ours;
    }

    /// What an operation of ours may allocate.
    enum Allocation {
        /// Whatever it needs.
        FREE,
        /// Nothing.
        NONE,
        /// What the baseline `park` of the subject allocates: parking virtual threads costs that.
        AS_PARK
    }
}
