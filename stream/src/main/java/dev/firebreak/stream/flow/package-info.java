/// What happens between the topics, as plain functions and small state machines: the same in one process ([LocalRun]) and
/// as operators of a stream engine, which only lends them its state.
@NullMarked
package dev.firebreak.stream.flow;

import org.jspecify.annotations.NullMarked;
