package dev.firebreak.stream.record;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What is looked for: an indicator of a warning, its statements on products, or what somebody wants to know now. It holds
/// until it is withdrawn, and whatever fits and comes later is found too.
///
/// @param id stable over all revisions
/// @param revision grows with each change; the higher one holds, whichever comes first
/// @param asker who wants to know: `warning:ID`, or a name that an asking process has made up for itself
/// @param withdrawn it no longer counts; what it found is taken back
/// @param validFrom microseconds since 1970 from which the source holds it valid, [Long#MIN_VALUE] if not stated
/// @param validUntil observations at or after it do not count, [Long#MAX_VALUE] if open
public record Question(
        String id,
        long revision,
        String asker,
        boolean withdrawn,
        long validFrom,
        long validUntil,
        Subject subject) {
    private static final char KIND = 'Q';
    private static final int VERSION = 1;

    /// Most statements in one question.
    public static final int MAX_STATEMENTS = 20_000;

    /// What is asked about.
    public sealed interface Subject {}

    /// A thing that logs tell of; a domain stands for its subdomains too, an address may have a `/length`, a URL stands for
    /// what lies below it.
    public record Thing(ObservableType type, String value) implements Subject {
        public Thing {
            Objects.requireNonNull(type);
            Objects.requireNonNull(value);
        }
    }

    /// What a warning says of products, judged as a whole.
    public record Products(List<ProductStatement> statements) implements Subject {
        public Products {
            statements = List.copyOf(statements);
            if (statements.isEmpty()) {
                throw new IllegalArgumentException("a question about no product");
            }
        }
    }

    public Question {
        Objects.requireNonNull(asker);
        Objects.requireNonNull(subject);
        if (id.isEmpty() || revision < 1) {
            throw new IllegalArgumentException("question '" + id + "', revision " + revision);
        }
    }

    /// Without bounds in time, revision 1.
    public static Question of(String id, String asker, Subject subject) {
        return new Question(id, 1, asker, false, Long.MIN_VALUE, Long.MAX_VALUE, subject);
    }

    /// The revision that takes this question back.
    public Question withdraw() {
        return new Question(id, revision + 1, asker, true, validFrom, validUntil, subject);
    }

    public byte[] encode() {
        Out out = Head.write(KIND, VERSION);
        out.text(id).varint(revision).text(asker).bool(withdrawn);
        out.signed(validFrom).signed(validUntil);
        switch (subject) {
            case Thing t -> out.u8(0).varint(t.type.ordinal()).text(t.value);
            case Products p -> {
                out.u8(1).varint(p.statements.size());
                p.statements.forEach(s -> Statements.write(out, s));
            }
        }
        return out.bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static Question decode(byte[] bytes) {
        In in = new In(bytes);
        Head.read(in, KIND, VERSION);
        String id = in.text();
        long revision = in.varint();
        if (id.isEmpty() || revision < 1) {
            throw in.malformed("question '" + id + "', revision " + revision);
        }
        String asker = in.text();
        boolean withdrawn = in.bool();
        long from = in.signed();
        long until = in.signed();
        Subject subject =
                switch (in.u8()) {
                    case 0 -> new Thing(in.one(ObservableType.values()), in.text());
                    case 1 -> products(in, id);
                    default -> throw in.malformed("a question about something unknown");
                };
        in.end();
        return new Question(id, revision, asker, withdrawn, from, until, subject);
    }

    private static Products products(In in, String id) {
        int n = in.count(MAX_STATEMENTS);
        if (n == 0) {
            throw in.malformed("a question about no product");
        }
        List<ProductStatement> statements = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            statements.add(Statements.read(in, id));
        }
        return new Products(statements);
    }
}
