/// Indicators in any text: finding, refanging, canonical form. [IndicatorScanner] is the entry.
@NullMarked
package dev.firebreak.formats.text;

import org.jspecify.annotations.NullMarked;
