package dev.firebreak.core.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The ends of names: `Blattwerk` of `PDF-Drucker Blattwerk`, `Firefox` of `Mozilla Firefox`.
///
/// In German and in English the words in front of a name say who made it or what kind of thing it is, and one source writes
/// them where another does not. So an equal end is worth a question; a further word at the end makes another product.
final class NameTails {
    /// A shorter end says too little.
    private static final int MIN_LENGTH = 4;

    /// `Outlook add-in for Zoom` is not Zoom: what stands before one of these is the name, not what follows.
    private static final Set<String> JOINING =
            Set.of(
                    "and", "for", "from", "fuer", "im", "in", "mit", "of", "on", "powered", "und",
                    "via", "von", "with", "zu", "zum", "zur");

    private NameTails() {}

    /// The spellings of what is left when words in front are taken away, as long as something telling is left.
    static List<String> of(ProductName name) {
        List<String> words = name.words();
        List<String> tails = new ArrayList<>(1);
        for (int start = 1; start < words.size(); start++) {
            if (JOINING.contains(words.get(start - 1))) {
                break;
            }
            List<String> left = words.subList(start, words.size());
            String joined = String.join("", left);
            if (joined.length() >= MIN_LENGTH && !left.stream().allMatch(GeneralWords::isGeneral)) {
                tails.add(joined);
            }
        }
        return tails;
    }
}
