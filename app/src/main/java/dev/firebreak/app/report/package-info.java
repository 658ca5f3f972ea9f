/// The report of an answer as one self-contained, accessible HTML file.
@NullMarked
package dev.firebreak.app.report;

import org.jspecify.annotations.NullMarked;
