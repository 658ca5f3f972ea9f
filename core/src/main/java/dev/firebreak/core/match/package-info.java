/// Where what a log says meets what a warning names: indicator look-ups without allocation, and the collecting of
/// sightings and of coverage (which machine is spoken of, for which days) in bounded memory.
@NullMarked
package dev.firebreak.core.match;

import org.jspecify.annotations.NullMarked;
