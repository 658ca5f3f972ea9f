/// The symmetric keyed join: an indicator and an observation meet on their key, whichever comes first.
///
/// [Join] is a pure function over the state of ONE key, which it sees through [KeyState]; it never asks for another key
/// and never for all owners at once unless an indicator changes. Whoever runs it decides where the state lies: on the heap
/// ([HeapKeyState]), in a stream engine's keyed state, or split by owner into buckets ([Keys#bucket]) when a key is hot:
/// every rule here looks at one owner at a time, so a bucket holds the key's indicators and its own owners and nothing else.
///
/// The result does not depend on the order of arrival, nor on repetition: fold all emitted [Finding]s by their id (the last
/// one wins) and leave out the withdrawn ones, and the rest is the same for every order of the same input. (Whether a
/// withdrawn finding was ever raised does depend on the order: it is raised only if the withdrawal came after the meeting.)
///
/// The flow: [Keys] says on which keys an indicator or an observed thing lies; the runner routes it there; [Join#observation]
/// and [Join#indicator] take it in and push changed findings into a [FindingSink].
@NullMarked
package dev.firebreak.core.join;

import org.jspecify.annotations.NullMarked;
