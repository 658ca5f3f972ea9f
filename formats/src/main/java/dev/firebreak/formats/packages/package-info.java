/// What package managers print: dpkg, apt, rpm, winget, Homebrew, pip and npm.
@NullMarked
package dev.firebreak.formats.packages;

import org.jspecify.annotations.NullMarked;
