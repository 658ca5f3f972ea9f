/// Decides whether an installed component is the product a warning names, in tiers A to D.
@NullMarked
package dev.firebreak.core.identity;

import org.jspecify.annotations.NullMarked;
