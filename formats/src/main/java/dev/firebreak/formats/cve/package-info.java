/// CVE records in the CVE JSON 5 format (5.0, 5.1, 5.2).
@NullMarked
package dev.firebreak.formats.cve;

import org.jspecify.annotations.NullMarked;
