/// Host names, public suffixes, addresses and blocks.
@NullMarked
package dev.firebreak.core.net;

import org.jspecify.annotations.NullMarked;
