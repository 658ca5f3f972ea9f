/// The commands of the command line; they read options, call the parts and print.
@NullMarked
package dev.firebreak.app.cli;

import org.jspecify.annotations.NullMarked;
