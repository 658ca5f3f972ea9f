package dev.firebreak.stream.record;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The binary form of a statement on a product. Where it was said does not travel: whoever asks knows its warning.
final class Statements {
    private static final int MAX_TEXTS = 100_000;

    private Statements() {}

    static void write(Out out, ProductStatement s) {
        Product p = s.product();
        out.text(p.name()).maybe(p.vendor());
        Components.identifiers(out, p.identifiers());
        texts(out, p.aliases());
        out.varint(s.platform().ordinal()).varint(s.status().ordinal());
        out.varint(s.scheme().ordinal()).varint(s.certainty().ordinal());
        texts(out, s.versions());
        out.varint(s.ranges().size());
        for (VersionRange r : s.ranges()) {
            out.maybe(r.lower()).bool(r.lowerInclusive());
            out.maybe(r.upper()).bool(r.upperInclusive());
        }
    }

    static ProductStatement read(In in, String warning) {
        String name = in.text();
        @Nullable String vendor = in.maybe();
        if (name.isBlank()) {
            throw in.malformed("a product without a name");
        }
        Product product = new Product(name, vendor, Components.identifiers(in), texts(in));
        Platform platform = in.one(Platform.values());
        Status status = in.one(Status.values());
        VersionScheme scheme = in.one(VersionScheme.values());
        Certainty certainty = in.one(Certainty.values());
        List<String> versions = texts(in);
        int n = in.count(MAX_TEXTS);
        List<VersionRange> ranges = new ArrayList<>(n);
        try {
            for (int i = 0; i < n; i++) {
                ranges.add(new VersionRange(in.maybe(), in.bool(), in.maybe(), in.bool()));
            }
            return new ProductStatement(
                    product,
                    platform,
                    status,
                    scheme,
                    versions,
                    ranges,
                    certainty,
                    List.of(Span.field(warning, "", name)));
        } catch (IllegalArgumentException e) {
            throw in.malformed(String.valueOf(e.getMessage()));
        }
    }

    private static void texts(Out out, List<String> texts) {
        out.varint(texts.size());
        texts.forEach(out::text);
    }

    private static List<String> texts(In in) {
        int n = in.count(MAX_TEXTS);
        List<String> texts = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            texts.add(in.text());
        }
        return texts;
    }
}
