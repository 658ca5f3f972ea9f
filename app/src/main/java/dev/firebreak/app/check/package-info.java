/// One question answered from files: warnings, inventories and logs in, an answer out.
@NullMarked
package dev.firebreak.app.check;

import org.jspecify.annotations.NullMarked;
