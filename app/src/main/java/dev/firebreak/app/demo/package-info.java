/// The story of the demo: a made-up estate of forty machines in March 2023, written as the files that real tools export.
@NullMarked
package dev.firebreak.app.demo;

import org.jspecify.annotations.NullMarked;
