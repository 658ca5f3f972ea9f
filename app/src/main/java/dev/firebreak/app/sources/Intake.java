package dev.firebreak.app.sources;

import com.github.luben.zstd.ZstdInputStream;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.EstateDesk;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// What all ways in have in common: whose it is, bounds, and the source it is counted under.
public final class Intake {
    private final Organisations organisations;
    private final Sources sources;
    private final EstateDesk desk;
    private final long maxBytes;

    /// @param maxBytes largest report, after decompression of the transport
    public Intake(Organisations organisations, Sources sources, EstateDesk desk, long maxBytes) {
        this.organisations = organisations;
        this.sources = sources;
        this.desk = desk;
        this.maxBytes = maxBytes;
    }

    /// The organisation a caller hands in for: its token's own, or the one it names if it may act for all.
    ///
    /// @throws Refused if that is none, or not its own
    Organisation owner(Viewer viewer, @Nullable String key) {
        Optional<Organisation> own =
                viewer.organisation() == null
                        ? Optional.ofNullable(key).flatMap(organisations::byKey)
                        : organisations
                                .byId(viewer.organisation())
                                .filter(o -> key == null || o.key().equals(key));
        return own.orElseThrow(() -> new Refused("organisation-missing", key == null ? "" : key));
    }

    Optional<Organisation> byKey(String key) {
        return organisations.byKey(key);
    }

    Optional<Organisation> byId(long id) {
        return organisations.byId(id);
    }

    long source(Organisation organisation, String kind, String name, @Nullable Long token) {
        return sources.of(organisation.id(), kind, name, token);
    }

    Sources sources() {
        return sources;
    }

    EstateDesk desk() {
        return desk;
    }

    Estates.Receipt take(
            Organisation organisation,
            long source,
            String name,
            Estates.Kind kind,
            InputStream content)
            throws IOException {
        return desk.take(
                organisation,
                source,
                "source:" + source,
                name,
                kind,
                new Bounded(content, maxBytes));
    }

    /// The body as it was meant, without the compression of the transport, and bounded.
    InputStream body(InputStream raw, @Nullable String encoding) throws IOException {
        return new Bounded(plain(raw, encoding), maxBytes);
    }

    /// The same, for bodies that are held in memory as a whole.
    ///
    /// @param most bytes
    InputStream body(InputStream raw, @Nullable String encoding, long most) throws IOException {
        return new Bounded(plain(raw, encoding), Math.min(most, maxBytes));
    }

    /// What shippers can be told to compress with.
    ///
    /// @throws Refused `encoding-unknown`
    private static InputStream plain(InputStream raw, @Nullable String encoding)
            throws IOException {
        String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "identity", "" -> raw;
            case "gzip", "x-gzip" -> new GZIPInputStream(raw, 1 << 16);
            case "deflate" -> new InflaterInputStream(raw);
            case "zstd" -> new ZstdInputStream(raw);
            default -> throw new Refused("encoding-unknown", name);
        };
    }
}
