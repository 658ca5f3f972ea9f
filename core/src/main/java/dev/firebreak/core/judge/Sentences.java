package dev.firebreak.core.judge;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Status;

/// The sentences of judgements.
final class Sentences {
    private Sentences() {}

    static Reason otherPlatform(Platform stated, Platform reported) {
        return new Reason(
                "platform-other",
                "The statement is about "
                        + name(stated)
                        + ", the machine has "
                        + name(reported)
                        + ".",
                "Die Aussage betrifft " + name(stated) + ", das Gerät hat " + name(reported) + ".");
    }

    static Reason platformUnknown(Platform stated) {
        return new Reason(
                "platform-unknown",
                "The statement is about "
                        + name(stated)
                        + "; the inventory does not tell the platform.",
                "Die Aussage betrifft "
                        + name(stated)
                        + "; das Inventar nennt die Plattform nicht.");
    }

    static Reason undecided(Reason why) {
        return new Reason(
                "product-undecided",
                "Whether this is the product of the warning is undecided. " + why.english(),
                "Ob dies das Produkt aus der Warnung ist, ist nicht entschieden. " + why.german());
    }

    static Reason unsure() {
        return new Reason(
                "statement-unsure",
                "The warning can be read another way; whether it means this version is not certain.",
                "Die Warnung lässt sich auch anders lesen; ob sie diese Version meint, ist nicht sicher.");
    }

    static Reason hashListed(Indicator indicator) {
        return new Reason(
                "hash-listed",
                "A file of it has the hash " + indicator.value() + ", which the warning lists.",
                "Eine Datei davon hat den Hash " + indicator.value() + ", den die Warnung nennt.");
    }

    static Reason statedClean(Status status) {
        return status == Status.FIXED
                ? new Reason(
                        "stated-fixed",
                        "The warning names this version as fixed.",
                        "Die Warnung nennt diese Version als bereinigt.")
                : new Reason(
                        "stated-not-affected",
                        "The warning names this version as not affected.",
                        "Die Warnung nennt diese Version als nicht betroffen.");
    }

    static Reason underInvestigation() {
        return new Reason(
                "under-investigation",
                "The publisher is still investigating.",
                "Der Herausgeber untersucht noch.");
    }

    static Reason moreExact() {
        return new Reason(
                "more-exact-statement",
                "The same warning names versions elsewhere.",
                "Dieselbe Warnung nennt die Versionen an anderer Stelle.");
    }

    static Reason atOrAfterFixed(String fixed) {
        return new Reason(
                "at-or-after-fixed",
                "The same warning names version " + fixed + " as fixed, and this one is not older.",
                "Dieselbe Warnung nennt Version "
                        + fixed
                        + " als bereinigt, und diese ist nicht älter.");
    }

    static Reason disagree(Advisory affected, Advisory other) {
        if (affected.source().equals(other.source())) {
            return new Reason(
                    "sources-disagree",
                    "The warning contradicts itself: "
                            + affected.source()
                            + " counts this version as affected in one place and not in another. The"
                            + " stricter one counts.",
                    "Die Warnung widerspricht sich: "
                            + affected.source()
                            + " zählt diese Version an einer Stelle als betroffen, an einer anderen"
                            + " nicht. Es gilt die strengere Aussage.");
        }
        return new Reason(
                "sources-disagree",
                "The sources disagree: "
                        + affected.source()
                        + " counts it as affected, "
                        + other.source()
                        + " does not. The stricter one counts.",
                "Die Quellen widersprechen sich: "
                        + affected.source()
                        + " zählt sie als betroffen, "
                        + other.source()
                        + " nicht. Es gilt die strengere Aussage.");
    }

    private static String name(Platform platform) {
        return switch (platform) {
            case WINDOWS -> "Windows";
            case MACOS -> "macOS";
            case LINUX -> "Linux";
            case ANDROID -> "Android";
            case IOS -> "iOS";
            case ANY -> "all platforms";
            case UNKNOWN -> "unknown";
        };
    }
}
