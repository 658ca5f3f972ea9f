package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import java.util.List;

/// The questions a reader of prose puts, in both languages.
final class Questions {
    static final int MAX_OPTIONS = 30;

    private Questions() {}

    static Question versionMissing(String product, List<Span> spans) {
        return new Question(
                "version-missing",
                "The warning names "
                        + product
                        + " but none of its versions. Which versions are affected?",
                "Die Warnung nennt "
                        + product
                        + ", aber keine Version. Welche Versionen sind betroffen?",
                List.of("alle Versionen / all versions"),
                spans);
    }

    static Question statusUndecided(String product, String versions, List<Span> spans) {
        return new Question(
                "status-undecided",
                "The warning mentions "
                        + product
                        + " "
                        + versions
                        + " without saying whether it is affected. What is it?",
                "Die Warnung erwähnt "
                        + product
                        + " "
                        + versions
                        + ", sagt aber nicht, ob diese Version betroffen ist. Was gilt?",
                List.of("affected", "not affected", "fixed"),
                spans);
    }

    static Question notComparable(String product, String version, List<Span> spans) {
        return new Question(
                "version-not-comparable",
                "\""
                        + version
                        + "\" of "
                        + product
                        + " is not a version number as programs report it. Which number does it have?",
                "„"
                        + version
                        + "“ von "
                        + product
                        + " ist keine Versionsnummer, wie Programme sie melden. Welche Nummer ist gemeint?",
                List.of(),
                spans);
    }

    static Question bound(String product, String version, List<Span> spans) {
        return new Question(
                "bound-undecided",
                "The warning calls "
                        + product
                        + " "
                        + version
                        + " both the end of the affected range and fixed. Is "
                        + version
                        + " itself affected?",
                "Die Warnung nennt "
                        + product
                        + " "
                        + version
                        + " als Ende des betroffenen Bereichs und zugleich als behoben. Ist "
                        + version
                        + " selbst betroffen?",
                List.of("affected", "fixed"),
                spans);
    }

    static Question contradiction(String product, String version, List<Span> spans) {
        return new Question(
                "status-contradiction",
                "The warning says of "
                        + product
                        + " "
                        + version
                        + " that it is affected and that it is not. Which holds?",
                "Die Warnung sagt von "
                        + product
                        + " "
                        + version
                        + " sowohl, dass es betroffen ist, als auch, dass nicht. Was gilt?",
                List.of("affected", "not affected"),
                spans);
    }

    static Question productMissing(String versions, List<Span> spans) {
        return new Question(
                "product-missing",
                "The warning names the versions "
                        + versions
                        + " but not clearly the product. Which product is meant?",
                "Die Warnung nennt die Versionen "
                        + versions
                        + ", aber kein eindeutiges Produkt. Welches Produkt ist gemeint?",
                List.of(),
                spans);
    }

    static Question nothing() {
        return new Question(
                "nothing-found",
                "No product and no version could be read from this text. What is it about?",
                "In diesem Text ließ sich weder ein Produkt noch eine Version erkennen. Worum geht es?",
                List.of(),
                List.of());
    }

    static Question indicators(List<String> values, List<Span> spans) {
        return new Question(
                "indicator-undecided",
                "Are these names used by the attackers, or only mentioned? They are not searched for until someone says so.",
                "Gehören diese Namen zu den Angreifern, oder werden sie nur erwähnt? Bis das jemand entscheidet, wird nicht nach ihnen gesucht.",
                values.subList(0, Math.min(values.size(), MAX_OPTIONS)),
                spans.subList(0, Math.min(spans.size(), MAX_OPTIONS)));
    }

    static Question versionOrAddress(String value, List<Span> spans) {
        return new Question(
                "version-or-address",
                "Is " + value + " a version or an IP address? It was read as a version.",
                "Ist "
                        + value
                        + " eine Version oder eine IP-Adresse? Gelesen wurde es als Version.",
                List.of("version", "address"),
                spans);
    }

    static Question tlp(List<String> labels, List<Span> spans) {
        return new Question(
                "tlp-undecided",
                "The text carries several TLP labels. Which one holds for it? Until then the strictest does.",
                "Der Text trägt mehrere TLP-Kennzeichnungen. Welche gilt? Bis dahin gilt die strengste.",
                labels,
                spans);
    }
}
