package dev.firebreak.gate.attest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One attestation as it was read; nothing of it is believed yet.
///
/// @param certificate of the signer, DER; absent if a key is called by its name
/// @param keyName the name of a key, empty if there is a certificate
/// @param entries what logs say of it
/// @param stamps RFC 3161 timestamps over the signature, DER
record Bundle(
        byte @Nullable [] certificate,
        String keyName,
        Signed signed,
        List<Entry> entries,
        List<byte[]> stamps) {
    Bundle {
        entries = List.copyOf(entries);
        stamps = List.copyOf(stamps);
    }

    /// What the signature is over.
    sealed interface Signed permits Envelope, Blob {
        byte[] signature();
    }

    /// DSSE (secure-systems-lab, "DSSE protocol" v1).
    record Envelope(String type, byte[] payload, byte[] signature) implements Signed {}

    /// The file itself.
    ///
    /// @param digest the digest that the bundle states, empty if it states none
    record Blob(byte[] digest, byte[] signature) implements Signed {}

    /// An entry of a transparency log.
    ///
    /// @param log base64 of the log's number
    /// @param time seconds since 1970, 0 if the log states none
    /// @param promise the log's signature over the entry, empty without one
    /// @param body as the log keeps it
    record Entry(
            String log,
            long index,
            String kind,
            String version,
            long time,
            byte[] promise,
            @Nullable Proof proof,
            byte[] body) {}

    /// RFC 6962, section 2.1.1, and the log's signed word on its root ("checkpoint", C2SP signed note).
    record Proof(long index, long size, byte[] root, List<byte[]> hashes, String checkpoint) {
        Proof {
            hashes = List.copyOf(hashes);
        }
    }
}
