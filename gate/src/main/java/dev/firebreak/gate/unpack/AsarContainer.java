package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Electron's `asar`: a length-prefixed JSON tree, then the files one after another. Where the tree names SHA-256
/// digests they are checked.
final class AsarContainer implements Container {
    private static final int MAX_HEADER = 64 << 20;
    private static final int MAX_DEPTH = 100;

    @Override
    public void read(Content content, Sink sink) throws IOException {
        long headerSize = content.u32(4);
        long jsonSize = content.u32(12);
        if (jsonSize > MAX_HEADER || jsonSize > headerSize) {
            throw new IOException("a header of " + jsonSize + " bytes");
        }
        JsonNode tree;
        try {
            tree = JsonMapper.shared().readTree(content.bytes(16, (int) jsonSize));
        } catch (JacksonException e) {
            throw new IOException("the header is no JSON", e);
        }
        long[] end = {8 + headerSize};
        folder("", tree.path("files"), content, 8 + headerSize, sink, 0, end);
        if (end[0] < content.size()) {
            sink.signal(
                    new Signal(
                            SignalKind.TRAILING_DATA,
                            "bytes no entry accounts for",
                            content.size() - end[0] + " bytes after the last file of the archive"));
        }
    }

    private void folder(
            String path,
            JsonNode files,
            Content content,
            long base,
            Sink sink,
            int depth,
            long[] end)
            throws IOException {
        if (depth > MAX_DEPTH) {
            throw new LimitException("folders nested deeper than " + MAX_DEPTH);
        }
        for (Map.Entry<String, JsonNode> e : files.properties()) {
            String name = path + e.getKey();
            JsonNode node = e.getValue();
            if (node.has("files")) {
                folder(name + "/", node.path("files"), content, base, sink, depth + 1, end);
            } else if (node.has("link")) {
                sink.link(name, new Placing(0, -1, "", "", node.path("link").asString("")));
            } else if (!node.path("unpacked").asBoolean(false)) {
                long size = node.path("size").asLong(-1);
                long offset = base + number(node.path("offset").asString("0"));
                Content part = content.slice(offset, size);
                end[0] = Math.max(end[0], offset + size);
                String hash = node.path("integrity").path("hash").asString("");
                if (!hash.isEmpty() && !hash.equalsIgnoreCase(sha256(part))) {
                    sink.signal(
                            new Signal(
                                    SignalKind.INTEGRITY,
                                    "asar digest of " + name,
                                    name + " is not what the archive's own digest says"));
                }
                sink.file(name, Placing.NONE, part);
            }
        }
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("an offset is no number", e);
        }
    }

    private static String sha256(Content part) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (long at = 0; at < part.size(); ) {
                int n = part.read(at, buffer);
                digest.update(buffer, 0, n);
                at += n;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
