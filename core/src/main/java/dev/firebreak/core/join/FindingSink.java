package dev.firebreak.core.join;

/// Takes what the join finds.
public interface FindingSink {
    /// A finding that is new or has changed. The record is its whole state: store it under its id, replacing what was there.
    void changed(Finding finding);

    /// Something had to be left out; the reason names key and bound.
    void refused(JoinKey key, String reason);
}
