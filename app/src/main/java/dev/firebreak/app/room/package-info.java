/// What happens in the situation room, whoever asks for it: the life of a warning, live answers, work on cases, estates
/// coming in. Pages and the REST interface call these; the rules themselves are in core.
@NullMarked
package dev.firebreak.app.room;

import org.jspecify.annotations.NullMarked;
