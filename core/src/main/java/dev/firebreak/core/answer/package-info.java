/// The answer: who is affected, who was contacted, who is not, and what is not known.
///
/// [AnswerBuilder] reads advisories and an [EstateView] and decides; how an estate is held (in memory for one command,
/// in segments for months) is the view's matter.
@NullMarked
package dev.firebreak.core.answer;

import org.jspecify.annotations.NullMarked;
