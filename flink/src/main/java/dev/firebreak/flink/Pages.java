package dev.firebreak.flink;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where look-backs of many pages stand, to go on there at once. A shortcut only: what is not kept is searched for.
final class Pages {
    /// A place holds a piece of the state, some 20 KB.
    static final int MAX_KEPT = 256;

    /// With so many, those that have begun go on before another begins: a place that is pushed out has to be searched for
    /// through all owners before it.
    static final int MAX_BEGUN = 64;

    private final Map<String, Place> kept = new LinkedHashMap<>();

    /// @param last the owner visited last
    /// @param rest those after it
    record Place(String last, Iterator<Map.Entry<String, byte[]>> rest) {}

    boolean mayBegin() {
        return kept.size() < MAX_BEGUN;
    }

    void keep(String route, Place place) {
        kept.put(route, place);
        if (kept.size() > MAX_KEPT) {
            Iterator<String> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /// A look-back begins anew.
    void drop(String route) {
        kept.remove(route);
    }

    /// @param after the owner visited last, absent to begin
    /// @return the place right behind that owner, if it is kept
    @Nullable Place take(String route, @Nullable String after) {
        Place place = kept.remove(route);
        return place != null && place.last().equals(after) ? place : null;
    }
}
