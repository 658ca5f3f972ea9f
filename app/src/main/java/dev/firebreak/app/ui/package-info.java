/// The pages, in German and English, that work without JavaScript.
@NullMarked
package dev.firebreak.app.ui;

import org.jspecify.annotations.NullMarked;
