/// Known-bad: hashes from warnings already read, and YARA rules through libyara where it is installed.
@NullMarked
package dev.firebreak.gate.known;

import org.jspecify.annotations.NullMarked;
