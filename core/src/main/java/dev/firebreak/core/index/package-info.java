/// The memory of an estate: what was seen and what is installed, for months, on one machine, in files of our own.
///
/// From the bottom: [Disk] is a folder; a [Run] is one immutable sorted file of keys and values in checksummed blocks; a
/// [Manifest] names the runs that together are the memory; [Store] publishes one manifest after the other, atomically.
/// [Index] is the whole: it takes in inventories and logs ([IndexWriter]) and answers from an unchanging [IndexView].
/// docs/concepts/memory.md describes the files so that another program can read them.
@NullMarked
package dev.firebreak.core.index;

import org.jspecify.annotations.NullMarked;
