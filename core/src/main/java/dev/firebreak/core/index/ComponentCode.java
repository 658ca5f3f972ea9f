package dev.firebreak.core.index;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Components as bytes: text name, byte flags (bit 0: publisher, bit 1: version), these texts, byte scheme, byte platform,
/// varint identifiers, for each byte type and text. The numbers of the enums are part of the format.
final class ComponentCode {
    private static final int KEY = 16;

    private ComponentCode() {}

    static byte[] encode(Component c) {
        ByteOut out = new ByteOut().text(c.name());
        String publisher = c.publisher();
        String version = c.version();
        out.u8((publisher != null ? 1 : 0) | (version != null ? 2 : 0));
        if (publisher != null) {
            out.text(publisher);
        }
        if (version != null) {
            out.text(version);
        }
        out.u8(c.scheme().ordinal()).u8(c.platform().ordinal()).varint(c.identifiers().size());
        for (Identifier i : c.identifiers()) {
            out.u8(i.type().ordinal()).text(i.value());
        }
        return out.copy();
    }

    static Component decode(ByteIn in) {
        String name = in.text();
        int flags = in.u8();
        @Nullable String publisher = (flags & 1) != 0 ? in.text() : null;
        @Nullable String version = (flags & 2) != 0 ? in.text() : null;
        VersionScheme scheme = one(VersionScheme.values(), in.u8());
        Platform platform = one(Platform.values(), in.u8());
        int n = in.count();
        List<Identifier> identifiers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            identifiers.add(new Identifier(one(Identifier.Type.values(), in.u8()), in.text()));
        }
        return new Component(name, publisher, version, scheme, platform, identifiers);
    }

    private static <T> T one(T[] values, int i) {
        if (i >= values.length) {
            throw new MalformedException("a component with the code " + i);
        }
        return values[i];
    }

    /// Key under which the component is found: the first half of SHA-256 of its bytes.
    static byte[] key(byte[] encoded) {
        return Arrays.copyOf(sha256().digest(encoded), KEY);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
