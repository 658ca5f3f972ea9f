package dev.firebreak.formats.prose;

import java.util.List;
import java.util.Set;

/// German nouns of letters, reports and offices: capitalised like names, and never one. Singular forms; their inflections
/// are told by their endings.
final class Nouns {
    private static final Set<String> WORDS =
            Lexicon.words(
                    """
                    abhilfe ablauf abnahme absatz absender absicht absprache abstimmung abteilung abweichung administrator akteur
                    aktion aktivität alarm alarmierung amtshilfe analyse analyst änderung anfang anfrage angabe angelegenheit
                    angreifer angriff anhaltspunkt anhang anlage anlass anliegen anmeldung annahme anordnung ansicht
                    ansprechpartner anspruch anteil antwort anweisung anwendungsfall anzahl anzeichen apparat arbeitsgruppe
                    arbeitskreis arbeitsplatz arbeitstag artikel auflage auffälligkeit aufmerksamkeit aufruf auftraggeber auftragnehmer aufwand
                    ausbreitung ausfall ausführung auskunft ausland auslieferung ausmaß ausnahme aussage ausschluss außenstelle
                    austausch auswahl auswertung auswirkung baureihe beamter bearbeiter bearbeitung bedarf bedenken bedeutung
                    bedingung befall befehl befund beginn begründung behandlung behauptung beitrag bekanntmachung beleg bemerkung
                    benachrichtigung benutzer beobachtung berater beratung berechtigung bereich bereitschaft bericht beschäftigte
                    bescheid beschluss beschreibung besitz bestätigung besuch beteiligte betreff betreiber betreuer betrieb
                    betriebsrat bewertung bezeichnung beziehung bezug bitte blick bundesamt bundesland bundesrat bürgermeister
                    chance chef chronik dank darstellung datenbestand dauer dienstleister dienstleistung dienststelle dienstweg
                    ding direktor diskussion dringlichkeit durchführung ebene ecke eigenschaft eile eindruck einfluss eingang
                    eingriff einheit einrichtung einsatz einschätzung einschränkung einspielen einspielung einstellung einstufung
                    eintrag eintritt einzelfall einzelheit empfang empfänger empfehlung ende engpass entdeckung entfernung
                    entscheidung entschuldigung entwarnung entwickler entwicklung entwurf ereignis erfahrung erfolg ergänzung
                    ergebnis erkenntnis erklärung erlass erlaubnis ermittler ermittlung ermittlungsbehörde eröffnung ersatz
                    erscheinen erstmeldung erwartung fachabteilung fachbereich fachleute fachstelle fahrplan faktor fall fassung
                    fehlanzeige fehler filiale flicken folge forderung forscher forschung fortschritt frage frau freigabe freude
                    frist führung fund gedanke gefahr gefährdung gegenstand gegenteil geheimnis gelegenheit geltung genehmigung
                    geschäftsführer geschäftsführerin geschäftsführung gesellschaft gesetz gespräch gewähr gewissheit grad grenze
                    grund grundlage gruß gültigkeit haftung hälfte handlungsbedarf hausnummer herausforderung herausgeber
                    hersteller herstellerangabe hilfe hinsicht hintergrund hinweis hinweisgeber höhepunkt impressum information
                    inhaber inhalt inhalte inland innenministerium interesse interessent internetseite jahresende januar juli juni
                    kalenderwoche kapitel kenntnis kenntnisnahme klärung kollege kollegin kommunikation komplikation konsequenz
                    kontaktaufnahme kontext kontrolle kooperation korrektur kosten krise kritik kunde kündigung kürze lagebild
                    lagezentrum landesamt landesbehörde landkreis landratsamt leistung leiter leitung lesezeit lieferant lösung
                    mangel maßnahme mehrheit meinung meldepflicht meldestelle meldung merkmal methode minister ministerium
                    missbrauch mitarbeiter mitarbeiterin mitteilung mittwoch möglichkeit moment montag nachbetrachtung nachfrage
                    nachgang nachmittag nachricht nachteil nachtrag nachweis nähe niederlassung notfall notlage november nummer
                    oberfläche oktober opfer organisation paragraf partei pflicht portalbetreiber präsident pressekontakt
                    pressemitteilung presseportal pressestelle prinzip priorität privatperson problem produktseite projektseite
                    prozent prozess prüfung quellenangabe ratgeber reaktion recht rechtsanwalt redakteur redaktion referent
                    regelbetrieb regierung reihenfolge revision richtlinie richtung risiko rubrik rückfrage rückgriff rückkehr
                    rückmeldung rückruf rufbereitschaft rufnummer rundmail rundschreiben sache sachgebiet sachlage sachstand
                    sachverhalt samstag schaden schätzung schluss schlussfolgerung schritt schuld schwerpunkt sekunde september
                    sicherheitsforscher sicherheitsmaßnahme sicherheitsunternehmen sicht sinn situation sonntag sorge sorgfalt
                    sparte sperrung sprecher sprecherin staatsanwaltschaft stadtverwaltung stadtwerke stand standort stellungnahme
                    stellvertreter stichprobe stichwort störung strafanzeige straftat strafverfolgung strafverfolgungsbehörde summe
                    symptom tageszeitung täter tathergang tatsache teilnehmer telefonat treffer trennung überblick übergang
                    überprüfung übersicht übertragung umfang umgang umgehung umsatz umsetzung umstand umstellung unannehmlichkeit
                    unterlage unternehmen unterschied unterstützung untersuchung ursache ursprung verantwortliche verantwortung
                    verband verbindung verbot verbraucher verbreitung verdacht verdachtsfall verfahren verfassungsschutz verfügung
                    vergangenheit vergleich verhalten verhältnis verkauf verlauf verlust vermutung veröffentlichung verschluss
                    versprechen verständnis versuch verteiler verteilung vertrauen vertreter verwendung verzögerung vollzug vorfall
                    vorgabe vorgehen vorhaben vorjahr vormittag vorort vorsicht vorsichtsmaßnahme vorstand vorteil vortrag vorwurf
                    wahrscheinlichkeit warnmeldung warnstufe warnung warnhinweis wartezeit wechsel weise weitergabe weiterleitung
                    werktag wirkung wochenende wohl zeitpunkt zeitraum zielgruppe zufall zugriff zulieferer zusage zusammenarbeit
                    zusammenfassung zusammenhang zusatz zustand zuständigkeit zustellung zustimmung zuversicht zweck zweifel zweig
                    zwischenfall zwischenzeit
                    """);

    private static final List<String> ENDINGS =
            List.of("innen", "en", "es", "er", "ern", "n", "s", "e", "em");

    private static final int MIN_STEM = 3;

    private Nouns() {}

    /// Whether the word, in lower case, is one of them in any of its forms.
    static boolean is(String lower) {
        if (WORDS.contains(lower)) {
            return true;
        }
        for (String ending : ENDINGS) {
            int stem = lower.length() - ending.length();
            if (stem >= MIN_STEM
                    && lower.endsWith(ending)
                    && (WORDS.contains(lower.substring(0, stem))
                            || WORDS.contains(lower.substring(0, stem) + "e"))) {
                return true;
            }
        }
        return false;
    }
}
