package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import java.io.IOException;
import java.io.InputStream;

/// Receives what a container reader finds, entry by entry; each entry is examined before the call returns.
interface Sink {
    /// An entry that lies as it is in its container.
    void file(String name, Placing placing, Content content) throws IOException;

    /// An entry that is unpacked while it is read. The stream is read to its end or to a bound; a failure in it is an
    /// obstacle of this entry and does not end the container, so the reader must not depend on the stream's position.
    void file(String name, Placing placing, InputStream content) throws IOException;

    /// A symbolic or hard link; nothing is followed.
    void link(String name, Placing placing) throws IOException;

    /// Goes on with a layer that has no name of its own (the tar inside a gzip); entries keep this container's path.
    void layer(String name, InputStream content) throws IOException;

    /// Something about the container itself.
    void signal(Signal signal);

    void obstacle(String name, Obstacle.Kind kind, String reason);
}
