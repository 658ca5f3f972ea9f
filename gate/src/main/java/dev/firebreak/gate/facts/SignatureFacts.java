package dev.firebreak.gate.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One signature on a file.
///
/// @param kind `authenticode`, `jar`, `apple`, `deb`, `rpm`, `nuget`, `sigstore`
/// @param state what our own check found
/// @param subject the signer's name, RFC 2253 where it comes from a certificate; empty if none (ad hoc)
/// @param issuer who vouches for the signer; empty if nobody
/// @param serial certificate serial number in hex, or a key id
/// @param key SHA-256 of the public key (SubjectPublicKeyInfo) in hex, or a key id
/// @param notBefore start of the certificate's validity, ISO date
/// @param notAfter end of the certificate's validity, ISO date
/// @param time when the signature was made as its timestamp says; absent without a timestamp
/// @param extra every byte beside the signature that no signer vouches for, one line each
/// @param note what was checked and what was not
public record SignatureFacts(
        String kind,
        State state,
        String subject,
        String issuer,
        String serial,
        String key,
        String notBefore,
        String notAfter,
        @Nullable String time,
        List<Extra> extra,
        String note) {
    /// The kind of those that stand in a file beside the signed one.
    public static final String BESIDE = "sigstore";

    public enum State {
        /// The digest was recomputed over the file and the signature over it verifies with the key in the certificate.
        INTACT,
        /// The file is not what was signed, or the signature does not verify.
        BROKEN,
        /// Present, but not everything could be checked here; `note` says what.
        PARTIAL
    }

    /// Bytes in or around the signature that nobody signed.
    ///
    /// @param kind `entry-slack`, `table-slack`, `second-entry`, `after-table`, `unauthenticated-attribute`, `apple-slack`
    /// @param size in bytes
    /// @param zero all of it is zero
    public record Extra(String kind, long size, boolean zero, double entropy, String detail) {}

    public SignatureFacts {
        extra = List.copyOf(extra);
    }
}
