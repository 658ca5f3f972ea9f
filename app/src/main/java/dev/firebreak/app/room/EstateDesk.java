package dev.firebreak.app.room;

import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sources;
import dev.firebreak.core.model.Problem;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Estates coming in, whichever way: into the memory, problems into quarantine, answers brought up to date.
public final class EstateDesk {
    /// So much of what could not be used is kept to look at, in bytes.
    static final int EXCERPT = 4_096;

    private final Estates estates;
    private final Sources sources;
    private final LiveAnswers answers;
    private final AuditLog audit;
    private final Clock clock;

    public EstateDesk(
            Estates estates, Sources sources, LiveAnswers answers, AuditLog audit, Clock clock) {
        this.estates = estates;
        this.sources = sources;
        this.answers = answers;
        this.audit = audit;
        this.clock = clock;
    }

    /// Takes one report. When it returns, the report is kept for good; what of it could not be used is in quarantine.
    ///
    /// @param source the way it came, absent for an upload by hand
    /// @param actor who handed it in
    public Estates.Receipt take(
            Organisation organisation,
            @Nullable Long source,
            String actor,
            String name,
            Estates.Kind kind,
            InputStream content)
            throws IOException {
        Instant now = clock.instant();
        Head head = new Head(content);
        Estates.Receipt receipt;
        try (LiveAnswers.Coming coming = answers.coming(organisation.id())) {
            receipt = estates.take(organisation.key(), name, kind, head, now);
        }
        boolean quarantined = false;
        for (Problem problem : receipt.problems()) {
            if (problem.severity() != Problem.Severity.NOTE) {
                sources.quarantine(
                        organisation.id(), source, name, problem, head.excerpt(), head.bytes());
                quarantined = true;
            }
        }
        if (source != null) {
            sources.seen(source, quarantined ? 0 : 1, quarantined ? 1 : 0);
        } else {
            audit.add(actor, "estate.upload", "organisation:" + organisation.id(), name);
        }
        return receipt;
    }

    /// Puts away what no reader can be given, such as a line that is no JSON.
    public void refuse(
            Organisation organisation,
            @Nullable Long source,
            String name,
            Problem problem,
            byte[] excerpt) {
        sources.quarantine(organisation.id(), source, name, problem, excerpt, excerpt.length);
        if (source != null) {
            sources.seen(source, 0, 1);
        }
    }

    /// Remembers how a stream begins and how long it is.
    private static final class Head extends FilterInputStream {
        private final ByteArrayOutputStream start = new ByteArrayOutputStream();
        private long bytes;

        Head(InputStream in) {
            super(in);
        }

        byte[] excerpt() {
            return start.toByteArray();
        }

        long bytes() {
            return bytes;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                note(new byte[] {(byte) one}, 0, 1);
            }
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                note(buffer, offset, n);
            }
            return n;
        }

        @Override
        public boolean markSupported() {
            return false; // a reset would count bytes twice
        }

        private void note(byte[] buffer, int offset, int n) {
            bytes += n;
            int room = EXCERPT - start.size();
            if (room > 0) {
                start.write(buffer, offset, Math.min(room, n));
            }
        }
    }
}
