/// Warnings written as prose, German and English: a chain of small parts from bytes to an advisory.
///
/// [ProseReader] is the entry. The parts in their order: text extraction ([Extraction]), structure ([Block]), facts
/// and indicators that must not be taken for versions ([Masks]), tokens, version phrases, names, platforms and status
/// words, statements ([SentenceReader], [TableReader]), and what they mean together ([Assembly]).
@NullMarked
package dev.firebreak.formats.prose;

import org.jspecify.annotations.NullMarked;
