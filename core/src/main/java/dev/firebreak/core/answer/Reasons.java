package dev.firebreak.core.answer;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The sentences of the answer, English and German side by side.
final class Reasons {
    static final Reason NO_INVENTORY =
            new Reason(
                    "no-inventory",
                    "No inventory lists the software of this machine.",
                    "Für diesen Rechner liegt kein Inventar vor.");
    static final Reason INVENTORY_INCOMPLETE =
            new Reason(
                    "inventory-incomplete",
                    "The inventory of this machine lacks entries: what it does not list may be installed all the same.",
                    "Dem Inventar dieses Rechners fehlen Einträge: Was nicht darin steht, kann trotzdem installiert sein.");
    static final Reason NOTHING_TO_ASK =
            new Reason(
                    "warning-not-understood",
                    "The warning names no product and no indicator that could be checked.",
                    "Die Warnung nennt weder ein Produkt noch einen Indikator, der sich prüfen lässt.");
    static final Reason PRODUCT_OPEN =
            new Reason(
                    "product-open",
                    "A warning names versions, but its product was not understood: whether it is installed was not checked.",
                    "Eine Warnung nennt Versionen, ihr Produkt wurde aber nicht verstanden: Ob es installiert ist, wurde nicht geprüft.");
    static final Reason NOT_IN_LOGS =
            new Reason(
                    "not-in-logs",
                    "No log names this machine; whether it made contact is not known.",
                    "Kein Protokoll nennt diesen Rechner; ob er Kontakt hatte, ist nicht bekannt.");
    static final Reason CONTACTS_NOT_EXAMINED =
            new Reason(
                    "contacts-not-examined",
                    "The warning names indicators, but no logs were given: contacts were not examined.",
                    "Die Warnung nennt Indikatoren, es wurden aber keine Protokolle angegeben: Kontakte wurden nicht geprüft.");
    static final Reason NO_INDICATORS =
            new Reason(
                    "no-indicators",
                    "The warning names no usable indicator: the logs could not be checked for contacts.",
                    "Die Warnung nennt keinen verwendbaren Indikator: Die Protokolle konnten nicht auf Kontakte geprüft werden.");
    static final Reason NO_PRODUCTS =
            new Reason(
                    "no-products",
                    "The warning names no affected product: inventories could not be checked.",
                    "Die Warnung nennt kein betroffenes Produkt: Inventare konnten nicht geprüft werden.");
    static final Reason NO_ASSETS =
            new Reason(
                    "no-assets",
                    "No machine is known: neither an inventory nor a log names one.",
                    "Es ist kein Rechner bekannt: Weder ein Inventar noch ein Protokoll nennt einen.");

    static final Reason NO_CONTACT_TOLD =
            new Reason(
                    "no-contact-told",
                    "No contact of this machine was found in the logs that were taken in; whether they name it at all, or parts of them are missing, is not told.",
                    "In den aufgenommenen Protokollen wurde kein Kontakt dieses Rechners gefunden; ob sie ihn überhaupt nennen oder Teile von ihnen fehlen, ist nicht bekannt.");
    static final Reason LOG_DAYS_NOT_TOLD =
            new Reason(
                    "log-days-not-told",
                    "Which machines the logs name, and how many lines they have, is not told; of the machines in logs only those with a contact are counted.",
                    "Welche Rechner die Protokolle nennen und wie viele Zeilen sie haben, ist nicht bekannt; von den Rechnern in Protokollen sind nur die mit einem Kontakt gezählt.");

    static final Reason NO_CONTACT_MANY =
            new Reason(
                    "no-contact",
                    "No contact in the logs that name the machine.",
                    "Kein Kontakt in den Protokollen, die den Rechner nennen.");
    static final Reason NOT_INSTALLED_MANY =
            new Reason(
                    "not-installed",
                    "The machine's inventory does not list the product.",
                    "Das Inventar des Rechners führt das Produkt nicht auf.");
    static final Reason NONE_AFFECTED_MANY =
            new Reason(
                    "none-affected",
                    "The machine's inventory lists no affected version of the product.",
                    "Das Inventar des Rechners führt keine betroffene Version des Produkts auf.");
    static final Reason NOT_MEANT_MANY =
            new Reason(
                    "not-meant",
                    "The machine has the product, but no affected version, or not on an affected platform.",
                    "Der Rechner hat das Produkt, aber in keiner betroffenen Version oder nicht auf einer betroffenen Plattform.");

    private static final DateTimeFormatter GERMAN_DAY =
            DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.GERMANY);
    private static final DateTimeFormatter GERMAN_TIME =
            DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.GERMANY)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ENGLISH_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.UK).withZone(ZoneOffset.UTC);

    private Reasons() {}

    /// What is installed, before what that means.
    static Reason installed(Component component) {
        String version = component.version() == null ? "" : " " + component.version();
        String publisher = component.publisher() == null ? "" : " (" + component.publisher() + ")";
        String what = component.name() + version + publisher;
        return new Reason("installed", "Installed: " + what + ".", "Installiert: " + what + ".");
    }

    static Reason contacted(Sighting sighting) {
        return new Reason(
                "contacted",
                "Contact with "
                        + what(sighting.indicator())
                        + ", "
                        + times(sighting.count())
                        + span(sighting)
                        + ".",
                "Kontakt mit "
                        + what(sighting.indicator())
                        + ", "
                        + mal(sighting.count())
                        + spanne(sighting)
                        + ".");
    }

    static Reason contactUnsure(Sighting sighting) {
        return new Reason(
                "indicator-undecided",
                "Contact with "
                        + what(sighting.indicator())
                        + ", "
                        + times(sighting.count())
                        + span(sighting)
                        + ", but whether the warning means it as an indicator is undecided.",
                "Kontakt mit "
                        + what(sighting.indicator())
                        + ", "
                        + mal(sighting.count())
                        + spanne(sighting)
                        + ", aber ob die Warnung dies als Indikator meint, ist nicht entschieden.");
    }

    /// It cannot be said that a line meets the indicator, nor that none does.
    static Reason contactPerhaps(Sighting sighting) {
        return new Reason(
                "contact-perhaps",
                "Possibly contact with "
                        + what(sighting.indicator())
                        + ", at most "
                        + times(sighting.count())
                        + span(sighting)
                        + ": the lines do not tell beyond doubt.",
                "Möglicherweise Kontakt mit "
                        + what(sighting.indicator())
                        + ", höchstens "
                        + mal(sighting.count())
                        + spanne(sighting)
                        + ": Die Zeilen belegen es nicht zweifelsfrei.");
    }

    static Reason stale(AssetState state, AnswerOptions options) {
        Instant asOf = state.inventoryAsOf() == null ? options.asOf() : state.inventoryAsOf();
        LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        long days = options.maxInventoryAge().toDays();
        return new Reason(
                "inventory-stale",
                "The newest inventory is of "
                        + day
                        + ", more than "
                        + days
                        + " days before the day of this answer.",
                "Das neueste Inventar ist vom "
                        + day.format(GERMAN_DAY)
                        + ", mehr als "
                        + days
                        + " Tage vor dem Tag dieser Auskunft.");
    }

    /// The same of many machines.
    static Reason staleMany(AnswerOptions options) {
        long days = options.maxInventoryAge().toDays();
        return new Reason(
                "inventory-stale",
                "The machine's newest inventory is of more than "
                        + days
                        + " days before the day of this answer.",
                "Das neueste Inventar des Rechners ist mehr als "
                        + days
                        + " Tage älter als der Tag dieser Auskunft.");
    }

    static Reason logPartial(Period period) {
        int missing = period.missingDays().size();
        LocalDate first = period.missingDays().getFirst();
        return new Reason(
                "log-partial",
                "No contact seen, but the logs cover only part of the period: "
                        + missing
                        + (missing == 1 ? " day is" : " days are")
                        + " missing, the first is "
                        + first
                        + ".",
                "Kein Kontakt gesehen, aber die Protokolle decken den Zeitraum nur zum Teil ab: "
                        + (missing == 1 ? "1 Tag fehlt" : missing + " Tage fehlen")
                        + ", der erste ist der "
                        + first.format(GERMAN_DAY)
                        + ".");
    }

    static Reason noContact(LogDays days) {
        LocalDate first = days.first().orElseThrow();
        LocalDate last = days.last().orElseThrow();
        int n = days.size();
        return new Reason(
                "no-contact",
                "No contact in the logs of this machine, which cover "
                        + (n == 1 ? "the day " + first : n + " days from " + first + " to " + last)
                        + ".",
                "Kein Kontakt in den Protokollen dieses Rechners; sie umfassen "
                        + (n == 1
                                ? "den " + first.format(GERMAN_DAY)
                                : n
                                        + " Tage vom "
                                        + first.format(GERMAN_DAY)
                                        + " bis "
                                        + last.format(GERMAN_DAY))
                        + ".");
    }

    static Reason notInstalled(AssetState state) {
        Instant asOf = state.inventoryAsOf();
        String english = asOf == null ? "" : " of " + LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        String german =
                asOf == null
                        ? ""
                        : " vom " + LocalDate.ofInstant(asOf, ZoneOffset.UTC).format(GERMAN_DAY);
        return new Reason(
                "not-installed",
                "The inventory" + english + " does not list the product.",
                "Das Inventar" + german + " führt das Produkt nicht auf.");
    }

    /// Of an estate that tells only what is or may be affected.
    static Reason noneAffected(AssetState state) {
        Instant asOf = state.inventoryAsOf();
        String english = asOf == null ? "" : " of " + LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        String german =
                asOf == null
                        ? ""
                        : " vom " + LocalDate.ofInstant(asOf, ZoneOffset.UTC).format(GERMAN_DAY);
        return new Reason(
                "none-affected",
                "The inventory" + english + " lists no affected version of the product.",
                "Das Inventar" + german + " führt keine betroffene Version des Produkts auf.");
    }

    /// Beside a contact: the source holds its indicator valid only from a later time on.
    static Reason beforeValidity(Instant validFrom) {
        LocalDate day = LocalDate.ofInstant(validFrom, ZoneOffset.UTC);
        return new Reason(
                "before-validity",
                "The contact began before "
                        + day
                        + ", from when on the warning holds the indicator valid.",
                "Der Kontakt begann vor dem "
                        + day.format(GERMAN_DAY)
                        + ", ab dem die Warnung den Indikator für gültig hält.");
    }

    private static String what(Indicator indicator) {
        return indicator.defanged();
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String mal(long count) {
        return count == 1 ? "einmal" : count + "-mal";
    }

    private static String span(Sighting sighting) {
        return between(
                sighting.first(), sighting.last(), ENGLISH_TIME, " at ", " between ", " and ");
    }

    private static String spanne(Sighting sighting) {
        return between(
                sighting.first(), sighting.last(), GERMAN_TIME, " am ", " zwischen ", " und ");
    }

    private static String between(
            @Nullable Instant first,
            @Nullable Instant last,
            DateTimeFormatter format,
            String at,
            String between,
            String and) {
        if (first == null || last == null) {
            return "";
        }
        return (first.equals(last)
                        ? at + format.format(first)
                        : between + format.format(first) + and + format.format(last))
                + " UTC";
    }
}
