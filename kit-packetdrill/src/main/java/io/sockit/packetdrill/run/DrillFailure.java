package io.sockit.packetdrill.run;

/// What went another way than the script says. The message has no line: [Runner] adds it.
public final class DrillFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public DrillFailure(String message) {
        super(message);
    }
}
