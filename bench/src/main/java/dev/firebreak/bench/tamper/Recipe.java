package dev.firebreak.bench.tamper;

import java.io.IOException;

/// One way to alter a release, as somebody would who wants his code to run where the release is installed. What is put in
/// does nothing: hosts end in `example.invalid`, programs are never run.
///
/// @param name short and stable, such as `npm-preinstall`
/// @param change alters the release in place; false if it has nothing that this recipe could be applied to
record Recipe(String name, Change change) {
    interface Change {
        boolean apply(Pack pack) throws IOException;
    }
}
