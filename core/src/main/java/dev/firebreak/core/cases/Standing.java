package dev.firebreak.core.cases;

/// What the answer says of an organisation as a whole, the gravest first.
public enum Standing {
    /// At least one machine has an affected version.
    AFFECTED,
    /// No machine is known to be affected, but at least one met an indicator.
    CONTACTED,
    /// Neither, but of at least one machine it is not known, or nothing was reported at all.
    UNKNOWN,
    /// Everything asked is known, and nothing was found in it.
    CLEAR;

    /// @param machines how many machines the organisation reported
    /// @param affected machines with an affected version
    /// @param contacted machines that met an indicator
    /// @param undecided machines of which it is not known
    public static Standing of(int machines, int affected, int contacted, int undecided) {
        if (affected > 0) {
            return AFFECTED;
        }
        if (contacted > 0) {
            return CONTACTED;
        }
        return undecided > 0 || machines == 0 ? UNKNOWN : CLEAR;
    }

    /// Whether somebody has to act on it.
    public boolean needsCase() {
        return this != CLEAR;
    }
}
