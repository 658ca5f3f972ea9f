package dev.firebreak.stream.record;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The binary form of a component, and the id that it has by its content.
public final class Components {
    /// Most identifiers of one component or product.
    static final int MAX_IDENTIFIERS = 4096;

    private static final int VERSION = 1;
    private static final VersionScheme[] SCHEMES = VersionScheme.values();
    private static final Platform[] PLATFORMS = Platform.values();
    private static final Identifier.Type[] TYPES = Identifier.Type.values();

    private Components() {}

    public static byte[] encode(Component component) {
        Out out = new Out().u8(VERSION);
        write(out, component);
        return out.bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is none
    public static Component decode(byte[] bytes) {
        In in = new In(bytes);
        if (in.u8() != VERSION) {
            throw in.malformed("a component of another version");
        }
        Component component = read(in);
        in.end();
        return component;
    }

    /// The first 128 bits of SHA-256 over the binary form, as 32 hexadecimal digits.
    public static String id(byte[] encoded) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static void write(Out out, Component c) {
        out.text(c.name()).maybe(c.publisher()).maybe(c.version());
        out.varint(c.scheme().ordinal()).varint(c.platform().ordinal());
        identifiers(out, c.identifiers());
    }

    static Component read(In in) {
        String name = in.text();
        if (name.isBlank()) {
            throw in.malformed("a component without a name");
        }
        @Nullable String publisher = in.maybe();
        @Nullable String version = in.maybe();
        VersionScheme scheme = in.one(SCHEMES);
        Platform platform = in.one(PLATFORMS);
        return new Component(name, publisher, version, scheme, platform, identifiers(in));
    }

    static void identifiers(Out out, List<Identifier> identifiers) {
        out.varint(identifiers.size());
        for (Identifier id : identifiers) {
            out.varint(id.type().ordinal()).text(id.value());
        }
    }

    static List<Identifier> identifiers(In in) {
        int n = in.count(MAX_IDENTIFIERS);
        List<Identifier> ids = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Identifier.Type type = in.one(TYPES);
            String value = in.text();
            if (value.isBlank()) {
                throw in.malformed("an empty identifier");
            }
            ids.add(new Identifier(type, value));
        }
        return ids;
    }
}
