/// Attestations beside a release (Sigstore bundles, npm provenance, PEP 740), checked offline against a pinned trust root.
@NullMarked
package dev.firebreak.gate.attest;

import org.jspecify.annotations.NullMarked;
