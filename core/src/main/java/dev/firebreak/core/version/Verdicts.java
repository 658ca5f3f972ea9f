package dev.firebreak.core.version;

import dev.firebreak.core.model.VersionScheme;
import org.jspecify.annotations.Nullable;

/// The sentences of version verdicts.
final class Verdicts {
    private Verdicts() {}

    static VersionVerdict listed(String stated, String reported, @Nullable String packageVersion) {
        if (packageVersion != null) {
            return VersionVerdict.match(
                    "version-listed-upstream",
                    "Version "
                            + stated
                            + " is named; compared with the upstream part of package version "
                            + packageVersion
                            + ".",
                    "Version "
                            + stated
                            + " ist genannt; verglichen mit dem Upstream-Teil der Paketversion "
                            + packageVersion
                            + ".");
        }
        String as = stated.strip().equals(reported.strip()) ? "" : " (" + reported + ")";
        return VersionVerdict.match(
                "version-listed",
                "Version " + stated + as + " is named in the warning.",
                "Version " + stated + as + " ist in der Warnung genannt.");
    }

    static VersionVerdict inRange(String reported, String range, @Nullable String packageVersion) {
        String plain = range.replaceAll("(?<!\\|)\\|(?!\\|)", ", ");
        String code = packageVersion == null ? "version-in-range" : "version-in-range-upstream";
        String en =
                packageVersion == null
                        ? ""
                        : ", compared by the upstream part of the package version";
        String de =
                packageVersion == null
                        ? ""
                        : ", verglichen nach dem Upstream-Teil der Paketversion";
        return VersionVerdict.match(
                code,
                "Version " + reported + " lies in the range " + plain + en + ".",
                "Version " + reported + " liegt im Bereich " + plain + de + ".");
    }

    static VersionVerdict notNamed(String reported, @Nullable String upstream) {
        String en = upstream == null ? "" : " (upstream " + upstream + ")";
        String de = upstream == null ? "" : " (Upstream " + upstream + ")";
        return VersionVerdict.noMatch(
                "version-not-named",
                "Version " + reported + en + " is not among the versions named.",
                "Version " + reported + de + " gehört nicht zu den genannten Versionen.");
    }

    static VersionVerdict statedLessExact(String reported, String stated) {
        return VersionVerdict.unknown(
                "version-stated-less-exact",
                "The warning says "
                        + stated
                        + ", the machine reports "
                        + reported
                        + ": whether the whole line is meant is not said.",
                "Die Warnung nennt "
                        + stated
                        + ", das Gerät meldet "
                        + reported
                        + ": Ob die ganze Versionsreihe gemeint ist, steht nicht da.");
    }

    static VersionVerdict reportedLessExact(String reported, String stated) {
        return VersionVerdict.unknown(
                "version-reported-less-exact",
                "The machine reports only " + reported + ", the warning names " + stated + ".",
                "Das Gerät meldet nur " + reported + ", die Warnung nennt " + stated + ".");
    }

    static VersionVerdict notComparable(String reported, String stated) {
        return VersionVerdict.unknown(
                "version-not-comparable",
                "The reported version " + reported + " cannot be ordered against " + stated + ".",
                "Die gemeldete Version "
                        + reported
                        + " lässt sich nicht mit "
                        + stated
                        + " vergleichen.");
    }

    static VersionVerdict schemesDiffer(
            String reported, String stated, VersionScheme statement, VersionScheme component) {
        return VersionVerdict.unknown(
                "version-schemes-differ",
                "The warning counts "
                        + stated
                        + " as "
                        + statement.vers()
                        + ", the machine reports "
                        + reported
                        + " as "
                        + component.vers()
                        + ".",
                "Die Warnung zählt "
                        + stated
                        + " nach "
                        + statement.vers()
                        + ", das Gerät meldet "
                        + reported
                        + " nach "
                        + component.vers()
                        + ".");
    }
}
