/// OSV records (the Open Source Vulnerability schema of the OpenSSF).
@NullMarked
package dev.firebreak.formats.osv;

import org.jspecify.annotations.NullMarked;
