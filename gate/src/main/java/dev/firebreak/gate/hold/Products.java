package dev.firebreak.gate.hold;

import dev.firebreak.gate.hold.LedgerEntry.Action;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which releases belong to one product, and which of them is the baseline.
public final class Products {
    private static final Pattern VERSION =
            Pattern.compile(
                    "[-_. ]?v?\\d+(?:[._]\\d+)*(?:[-_.+~]?(?:alpha|beta|rc|final|release|jre|build|deb\\d*u?\\d*|ubuntu|\\d+))*",
                    Pattern.CASE_INSENSITIVE);

    private Products() {}

    /// The product's name as a file name suggests it: without version numbers, in lower case.
    public static String ofFile(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        String bare = VERSION.matcher(lower).replaceAll("");
        return bare.isBlank() || bare.startsWith(".") ? lower : bare;
    }

    /// What a release is compared with: the last one of the product that was judged good and went to any ring, or else the
    /// last one that was judged good. One that was held and let pass by two people is none, unless their waiver says so: what
    /// was odd about it would not be new any more in the next one. One that was denied, at whatever time, never is.
    ///
    /// @param entries of a whole chain ([Ledger#verified()])
    public static Baseline baseline(List<LedgerEntry> entries, String product, String notThis) {
        Map<String, String> verdicts = new HashMap<>();
        Set<String> denied = new HashSet<>();
        for (LedgerEntry e : entries) {
            if (e.action() == Action.EXAMINED) {
                verdicts.put(e.sha256(), e.verdict());
                if (e.verdict().equals("DENY")) {
                    denied.add(e.sha256());
                }
            }
        }
        LedgerEntry released = null;
        LedgerEntry examined = null;
        LedgerEntry waiver = null;
        LedgerEntry passedOver = null;
        for (LedgerEntry e : entries) {
            if (!e.product().equals(product) || e.sha256().equals(notThis)) {
                continue;
            }
            boolean good = "RELEASE".equals(verdicts.get(e.sha256()));
            LedgerEntry measure = good || denied.contains(e.sha256()) ? null : measure(entries, e);
            if (e.action() == Action.RELEASED && (good || measure != null)) {
                released = e;
                waiver = measure;
                passedOver = null;
            } else if (e.action() == Action.RELEASED) {
                passedOver = e;
            } else if (e.action() == Action.EXAMINED && good) {
                examined = e;
            }
        }
        return new Baseline(released == null ? examined : released, waiver, passedOver);
    }

    /// The waiver that makes a held release the measure of later ones, if there was one when it was released.
    private static @Nullable LedgerEntry measure(List<LedgerEntry> entries, LedgerEntry release) {
        for (LedgerEntry e : entries) {
            if (e.action() == Action.WAIVED
                    && e.measure()
                    && e.sha256().equals(release.sha256())
                    && e.number() < release.number()
                    && e.until() != null
                    && e.until().isAfter(release.time())) {
                return e;
            }
        }
        return null;
    }
}
