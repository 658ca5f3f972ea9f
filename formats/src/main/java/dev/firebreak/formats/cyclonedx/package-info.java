/// CycloneDX 1.0 to 1.7 as JSON and XML.
@NullMarked
package dev.firebreak.formats.cyclonedx;

import org.jspecify.annotations.NullMarked;
