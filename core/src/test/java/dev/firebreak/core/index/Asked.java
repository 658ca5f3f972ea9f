package dev.firebreak.core.index;

import dev.firebreak.core.answer.EstateView;
import java.io.IOException;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The same questions put to the real memory, in the words of [NaiveMemory].
final class Asked {
    private Asked() {}

    static TreeMap<String, String> sightings(IndexView view, String organisation)
            throws IOException {
        EstateView estate = view.estate(organisation);
        TreeMap<String, String> out = new TreeMap<>();
        for (EstateView.AssetSighting s : estate.sightings(NaiveMemory.INDICATORS)) {
            String before =
                    out.put(
                            s.sighting().indicator().value() + " " + estate.asset(s.asset()).name(),
                            micros(s.sighting().first())
                                    + " "
                                    + micros(s.sighting().last())
                                    + " "
                                    + s.sighting().count());
            if (before != null) {
                throw new AssertionError("two sightings of one host and indicator: " + s);
            }
        }
        return out;
    }

    private static String micros(@Nullable Instant t) {
        return t == null ? "none" : Long.toString(SightingSearch.micros(t, 0));
    }

    static TreeSet<String> holdings(IndexView view, String organisation) throws IOException {
        EstateView estate = view.estate(organisation);
        TreeSet<String> out = new TreeSet<>();
        for (int i = 0; i < estate.componentCount(); i++) {
            String component = String.valueOf(estate.component(i).version());
            estate.holders(i, h -> out.add(component + " @ " + estate.asset(h.asset()).name()));
        }
        return out;
    }
}
