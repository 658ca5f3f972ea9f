/// The memory on this machine: a data folder that files are taken into once and questions are answered from for months.
///
/// [Memory] is the entry for the command line and the server alike: `Memory.open(folder, settings)`, then
/// `take(paths, options, ...)` or `takeLog` and `takeInventory` for what comes over the network, `view(organisation)` for an
/// [dev.firebreak.core.answer.EstateView], `status()`, `forget(organisation)`, `forgetBefore(time)`. Reading and writing may
/// go on at the same time, in one process or several; one writes at a time.
@NullMarked
package dev.firebreak.app.memory;

import org.jspecify.annotations.NullMarked;
