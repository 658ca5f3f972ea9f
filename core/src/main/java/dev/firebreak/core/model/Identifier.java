package dev.firebreak.core.model;

import java.util.Objects;

/// Something that identifies a product or a file without its name.
///
/// @param type what kind it is
/// @param value as stated; compared without regard to case where the kind allows it
public record Identifier(Type type, String value) {
    public enum Type {
        PURL,
        /// CPE 2.3 formatted string or 2.2 URI.
        CPE,
        /// Windows Installer product code, a GUID in braces: one code per version.
        PRODUCT_CODE,
        /// Windows Installer upgrade code: one per product line.
        UPGRADE_CODE,
        /// macOS, iOS or Android bundle or package id.
        BUNDLE_ID,
        /// Chrome or Firefox extension id.
        EXTENSION_ID,
        /// winget package id.
        WINGET_ID,
        /// SPDX, CycloneDX, SWID and the like.
        SWID,
        MD5,
        SHA1,
        SHA256,
        SHA512
    }

    public Identifier {
        Objects.requireNonNull(type);
        if (value.isBlank()) {
            throw new IllegalArgumentException("identifier is blank");
        }
    }
}
