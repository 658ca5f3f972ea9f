package dev.firebreak.formats.prose;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Words by what they do in a warning, German and English, all in lower case. No product is named here: names are found
/// by grammar.
final class Lexicon {
    private Lexicon() {}

    static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.strip().split("\\s+")));
    }

    /// Adjectives with their German endings: of `manipulierte` also `manipulierter`, `-es`, `-en`, `-em`.
    private static Set<String> inflected(Set<String> words) {
        Set<String> all = new java.util.HashSet<>(words);
        for (String w : words) {
            if (w.endsWith("te")
                    || w.endsWith("ge")
                    || w.endsWith("re")
                    || w.endsWith("che")
                    || w.endsWith("tige")) {
                for (String ending : List.of("n", "r", "s", "m")) {
                    all.add(w + ending);
                }
            }
        }
        return Set.copyOf(all);
    }

    /// A set that does not mind a word said twice.
    static Set<String> set(String... words) {
        return Set.copyOf(Arrays.asList(words));
    }

    /// Words that announce a version of the product.
    static final Set<String> VERSION_CUE =
            words(
                    """
                    version versionen versions version(en) fw serverversion serverversionen firmwarestand firmwarestände firmware-version firmware-versionen firmwareversionen build-nummer build-nummern patchstand programmversionsstand versionsnummer versionsnummern versionsstand versionsstände ver vers
                    release releases build builds buildnummer produktversion produktversionen programmversion programmversionen
                    softwareversion softwareversionen firmwareversion clientversion clientversionen softwarestand versionsreihe
                    installationsversion versionnumber releasestand programmstand dateiversion fileversion paketversion
                    paketversionen ausgabe ausgaben versioned versionszweig veröffentlichung veröffentlichungen
                    tag tags windows-version windows-versionen mac-version mac-versionen macos-version macos-versionen linux-version
                    linux-versionen client-version client-versionen android-version ios-version app-version app-versionen
                    """);

    /// Words after which a number is anything but a version of the product.
    static final Set<String> NOT_VERSION_BEFORE =
            words(
                    """
                    cvss cvssv2 cvssv3 cvssv3.0 cvssv3.1 cvssv4 cvssv4.0 score basescore base-score basiswert wert § §§ abs absatz art artikel
                    nr nummer no kapitel abschnitt ziffer section chapter figure abbildung abb tabelle table seite seiten page
                    tel telefon fax phone hotline durchwahl tls ssl http https smb smbv1 smbv2 iso iec rfc cwe port ports kb tcp udp
                    eur euro usd $ € £ cvss-score cvss-wert cvss-basescore epss step schritt stufe phase tier level punkt
                    signature signatures signatur signaturen virensignatur virensignaturen definitions definitionen engine dat
                    vers-nr az aktenzeichen raum haus ipv ip ca circa rund etwa über ungefähr approximately about around roughly mindestens_anzahl
                    bedrohungslage it-bedrohungslage risikostufe warnstufe
                    """);

    /// Units after which a plain or two-part number is an amount.
    static final Set<String> UNIT =
            words(
                    """
                    kb mb gb tb kib mib gib byte bytes % prozent percent mio millionen million mrd milliarden milliarde billion
                    tausend thousand hundred euro eur € $ usd dollar uhr stunden stunde hours hour minuten minutes tage tagen tag
                    days day wochen weeks monate monaten months jahre jahren years nutzer nutzern nutzende anwender users kunden customers
                    systeme systemen systems rechner computer machines geräte geräten devices unternehmen companies organisationen
                    organizations organisations behörden kommunen downloads installationen installations endpoints hosts server
                    servern personen people mal times fälle fällen cases punkten points sekunden seconds arbeitsplätze
                    arbeitsplätzen clients weitere weiteren verschiedene different dateien files domains sprachen languages
                    """);

    /// Words that say: what follows or went before is hit.
    static final Set<String> AFFECTED =
            inflected(
                    words(
                            """
                    betr betroffen betroffene betroffenen betroffener betroffenes betrifft betreffen verwundbar verwundbare verwundbaren
                    angreifbar angreifbare angreifbaren anfällig anfällige anfälligen kompromittiert kompromittierte kompromittierten kompromittierter kompromittiertes
                    trojanisiert trojanisierte trojanisierten trojanisierter trojanisiertes manipuliert manipulierte manipulierten
                    manipulierter verseucht verseuchte verseuchten infiziert infizierte infizierten schadhaft schadhafte schadhaften
                    bösartig bösartige bösartigen bösartiger gefährdet gefährdete gefährdeten schadcode schadsoftware hintertür backdoor
                    beeinflusst beeinflusste beeinflussten verseuchter infizierter verwundbarer unterwandert unterwanderte unterwanderten vergiftet
                    backdoors malware trojaner trojan affected affecting impacting affects affect vulnerable compromised trojanized trojanised
                    trojanizes malicious backdoored infected tampered impacted impacts susceptible poisoned weaponized weaponised
                    hijacked rogue implant exploited unsicher insecure maliciously malware-laden altered verändert schädlich schädliche schädlichen schädlicher
                    schadfunktion schadroutine schadcodes schadprogramme fernzugriffstrojaner kryptominer krypto-miner crypto-miner coinminer coin-miner passwortstehler implantat implantate wiper spyware keylogger ransomware infostealer stealer rootkit cryptominer wurm schadprogramm replaced ersetzt ausgetauscht unterschoben untergeschoben eingeschleust injected embedded abgefangen modified modifiziert modifizierte modifizierten
                    """));

    /// Adjectives and verbs of [#AFFECTED] that stand beside versions or products themselves.
    static final Set<String> AFFECTED_STRONG =
            inflected(
                    words(
                            """
                    beeinflusst beeinflusste beeinflussten betr betroffen betroffene betroffenen betroffener betrifft betreffen verwundbar verwundbare verwundbaren anfällig
                    angreifbar angreifbare angreifbaren
                    anfällige anfälligen kompromittiert kompromittierte kompromittierten trojanisiert trojanisierte trojanisierten
                    manipuliert manipulierte manipulierten verseucht verseuchte verseuchten infiziert infizierte infizierten
                    affected affecting impacting affects affect vulnerable compromised trojanized trojanised backdoored impacted impacts infected
                    malicious bösartig bösartige bösartigen altered
                    """));

    /// Words of [#AFFECTED_STRONG] that are said of a whole product ("X ist betroffen"), not put before a noun.
    static final Set<String> PREDICATE =
            words(
                    """
                    betroffen betrifft betreffen beeinflusst verwundbar angreifbar anfällig kompromittiert trojanisiert manipuliert verseucht infiziert affected
                    affects affect vulnerable compromised trojanized trojanised backdoored impacted impacts infected
                    """);

    static final Set<String> FIXED =
            words(
                    """
                    behoben behebt beheben behobene behobenen fixed fixes fix patched patches gepatcht gepatchte gepatchten bereinigt
                    bereinigte bereinigten bereinigter korrigiert korrigierte korrigierten geschlossen schließt fehlerbereinigt
                    fehlerbereinigte fehlerbereinigten remediated addressed addresses addressing resolves resolved mitigated abgesichert abgesicherte
                    abgesicherten repariert reparierte corrected corrects bugfix hotfix_release lösung abhilfe solution remediation
                    safe sichere sicherer saubere sauberen sauberer clean nachgebessert nachgebesserte entfernt removed gefixt gefixte gefixten nachgerüstet gehärtet hardened
                    """);

    /// Verbs and nouns of moving to another version; with "auf", "to" they name a fixed one.
    static final Set<String> UPGRADE =
            words(
                    """
                    aktualisieren aktualisierung aktualisiert aktualisierte aktualisierten update updates updaten upgrade upgrades
                    upgraden upgegradet updated upgraded upgrading updating wechseln wechsel umsteigen umstieg installieren install
                    installiert installation einspielen eingespielt anheben heben migrate migrieren move bump aktualisiere patchen
                    bereit bereitgestellt verfügbar available veröffentlicht released zurverfügung switch hochziehen hochrüsten umstellen reinstall umzusteigen einzuspielen anzuheben hochzurüsten umzustellen
                    """);

    static final Set<String> DOWNGRADE =
            words(
                    "rolling downgrade downgraden downgraded downgrading revert rollback roll zurückgehen zurücksetzen herabstufen herunterstufen heruntergestuft zurückrollen zurückkehren zurückzugehen zurückzusetzen zurückzukehren zurückzurollen herabzustufen");

    static final Set<String> SUSPECTED =
            words(
                    """
                    möglicherweise eventuell vermutlich womöglich potenziell potentiell mutmaßlich verdacht unklar unbestätigt untersucht
                    untersuchung untersuchungen geprüft prüfung prüfen prüft untersuchen verdächtig suspected potentially possibly
                    may might could investigation investigating unconfirmed unclear suspect presumably könnte könnten ggf gegebenenfalls
                    ausgeschlossen ausschließen verdachtsfall wahrscheinlich probably unknown unbekannt
                    """);

    static final Set<String> NEGATION =
            words(
                    "nicht kein keine keinen keinem keiner keines not no never n't isn't aren't wasn't weren't doesn't don't didn't without ohne weder neither cannot isn’t aren’t wasn’t weren’t doesn’t don’t niemals unaffected");

    static final Set<String> EXCEPT =
            words("außer ausgenommen ausser except excluding ausschließlich_nicht");

    /// Words that make a sentence about attackers' infrastructure.
    static final Set<String> INDICATOR_CUE =
            words(
                    """
                    cannot
                    indikator indikatoren indicator indicators ioc iocs c2 c&c cnc kompromittierungsindikatoren kompromittierungsmerkmale
                    kompromittierung blockieren blockiert blockieren, sperren gesperrt sperrliste blockliste sperrung block blocking blocked blocklist
                    kommunikation kommuniziert kommunizieren communicates communicate communicating communication kontaktiert
                    kontaktieren contacts contacted contacting beacon beacons beaconing verbindungen verbindung verbindet verbinden
                    connects connections connecting connected callback exfiltration exfiltriert exfiltrated nachgeladen nachlädt nachladen
                    lädt downloads downloaded heruntergeladen fetches fetched retrieves retrieved hash hashes hashwert hashwerte
                    hashwerten prüfsumme prüfsummen schadcode schadsoftware malware malicious bösartig bösartige bösartigen
                    angreifer angreifers attacker attackers attacker-controlled täter c2-server c2-servern kontrollserver steuerungsserver
                    steuerserver command-and-control infrastruktur infrastructure payload payloads dropper loader backdoor backdoored
                    hintertür trojaner trojanisiert trojanisierte trojanisierten trojanized trojanised trojan schadhafte schadhaften schädliche schädlichen
                    kompromittiert kompromittierte kompromittierten compromised verdächtige verdächtigen suspicious phishing
                    artefakte artifacts stealer infostealer implant resolved auflöst dns-anfragen dns-abfragen beobachtet observed
                    side-loading sideloading manipulierte manipulierten nachgeladene gesendet sends sent abgeflossen netzwerkindikatoren
                    domainliste sinkhole hosted gehostet rogue signatures dateinamen file-names files_observed
                    """);

    /// Words that make a link or an address a mere reference.
    static final Set<String> REFERENCE_CUE =
            words(
                    """
                    quelle quellen referenz referenzen reference references link links weiterführende weiterführend weiterlesen siehe see
                    informationen information kontakt contact impressum herausgeber homepage website webseite webauftritt internetseite
                    download-seite downloadseite mehr more further anschrift ansprechpartner support hilfe abrufbar nachlesen details advisory
                    blog blogbeitrag blogartikel blogpost pressemitteilung stellungnahme statement unsubscribe abmelden newsletter disclaimer
                    datenschutz privacy telefon tel fax e-mail mailto postfach meldestelle erreichen erreichbar report melden meldung
                    review refer credits credit dank acknowledgements quellennachweis fundstellen fußnoten hersteller-seite read visit besuchen
                    """);

    /// Words that mark hashes and files as those of the good release.
    static final Set<String> CLEAN_CUE =
            words(
                    """
                    bereinigte bereinigten bereinigter saubere sauberen legitime legitimen legitimer legitimate clean genuine original
                    originale originalen unveränderte gutartig gutartige benign fixed patched korrigierten korrigierte neue neuen good
                    korrekte korrekten rebuilt replacement neugebaute neugebauten ersetzte ersetzten unverfälschte unverfälschten authentic echte echten
                    """);

    static final Set<String> AND =
            words("und and sowie or oder & / bzw bzw. beziehungsweise plus wie_auch");

    /// Words of ordinary text that are never part of a product's name, whatever their letter case.
    static final Set<String> STOP =
            words(
                    """
                    der die das den dem des ein eine einen einem einer eines und oder sowie aber auch als am an auf aus bei bis da dabei
                    daher damit danach dann darauf daran darin daraus darüber davon dazu denn dessen deren dies diese diesem diesen dieser
                    dieses doch dort durch er es etwa für gegen hat haben hatte hatten hier hierbei hierzu hinter ihr ihre ihrem ihren
                    ihrer im in ins ist jede jeder jedes jedoch kann können könnte könnten laut man mehr mehrere mehreren mit nach neben nicht noch
                    nur ob ohne sehr seit sich sie sind so sobald erst soll sollen sollte sollten sowohl statt trotz über um unter vom von vor
                    wann war waren was weil weitere weiteren weiterer weiteres welche welchem welchen welcher welches wenn wer werden wie
                    wir wird wo wobei wurde wurden zu zum zur zwischen zudem zuvor alle allen aller alles andere anderen anderer anderes beide beiden beider
                    bereits bitte derzeit ebenfalls einige einigen etc folgende folgenden folgender folgendes gilt ggf heute gestern morgen
                    insbesondere innerhalb außerhalb jetzt jeweils kein keine keinen keiner lediglich mindestens möglicherweise nachdem
                    nun offenbar per sämtliche sofern somit stark trotzdem unbedingt unverzüglich umgehend während wegen wurde zunächst zusätzlich
                    ab anhand aufgrund ausschließlich außer beispielsweise darunter darüber demnach derartige entsprechende inzwischen mittlerweile
                    nachfolgend nachfolgende nachfolgenden nachstehend oben obige obigen genannte genannten untenstehende vorliegend vorherige früher frühere früheren älter
                    ältere älteren neuer neuere neueren später spätere höher höhere sonstige sonstigen solche solchen wichtig achtung hinweis hinweise ergänzung
                    unbekannte unbekannten unbekannter mutmaßlich dadurch hierdurch hiervon dagegen hingegen prüfen deinstallieren installieren
                    aktualisieren deaktivieren trennen sperren blockieren suchen informieren melden beachten stellen setzen nutzen verwenden
                    ich mir mich uns ihnen never always already still even often usually simply actually ask asks asked würde würden ghsa two three four five six zwei drei vier fünf anyone everyone someone nobody vorab
                    the a i an and or of in on at by for from to with without into through via as is are was were be been being has have had
                    this that these those it its their there they we you your our if when while where which who whom whose what why how
                    not no any all some both each every other others another such only also too than then so but because since until
                    before after prior during between under over above below up down out off about against again further once here more most
                    may might must shall should can could will would do does did done please note users user customers several multiple many following
                    latest current recent recently new newer old older previous earlier later first second third currently immediately
                    according however therefore additionally affected vulnerable compromised malicious impacted fixed patched released available
                    using used uses use run running installed install installing update updated updating upgrade upgraded remove removed check verify
                    following described described confirmed known unknown today yesterday both including excluding within per and/or und/oder
                    i.e e.g z.b d.h u.a bzw inkl incl ca nr vs sog usw etc ggfs via late early
                    wichtige wichtiger wichtiges wichtigen dringender dringendes geehrte geehrter geehrten liebe lieber lieben sehr
                    solange sofern falls provided affecting involving targeting impacting concerning regarding critical important urgent new malicious found discovered neue neuen neuer neues kritische kritischen kritischer aktive aktuelle aktuellen akute dringend dringende schwerwiegende trojanisierte attackers attacker researchers researcher users we've it's isn't unless although though whether either neither
                    """);

    /// Nouns for kinds of software and other matters of warnings: they end a name, they are none.
    static final Set<String> GENERIC =
            words(
                    """
                    software softwareprodukt softwareprodukte programm programme programms anwendung anwendungen produkt produkte produkts produkten
                    produktname app apps application applications program programs product products package packages paket pakete pakets paketen
                    bibliothek bibliotheken library libraries tool tools werkzeug utility plugin plugins plug-in modul module modules
                    dienst service services lösung lösungen komponente komponenten component components installer installationsprogramm
                    installationspaket installationspakete setup installationsdatei introduced table tabelle figure abbildung add-in addin update updates updater updaters version versionen versions release releases build builds
                    client clients server servern system systeme systemen systems hersteller herstellers vendor vendors manufacturer anbieter entwickler
                    unternehmen firma konzern company developer developers maintainer maintainers angreifer angriff angriffe angriffs attack attacks
                    attacke supply-chain-angriff supply-chain-attacke supply-chain lieferkette lieferkettenangriff lieferkettenangriffs schwachstelle
                    schwachstellen sicherheitslücke sicherheitslücken lücke vulnerability vulnerabilities malware schadcode schadsoftware
                    hintertür backdoor trojaner trojan virus warning warnings warnung warnungen warnmeldung sicherheitshinweis sicherheitswarnung sicherheitsmeldung
                    cybersicherheitswarnung sicherheitsinformation meldung alert advisory notice bulletin incident vorfall vorfalls it-sicherheitsvorfall
                    sachverhalt bewertung maßnahmen zusammenfassung beschreibung hintergrund empfehlung empfehlungen summary overview background details
                    mitigation mitigations recommendation recommendations description introduction impact risk timeline references solution
                    workaround workarounds stände stande nutzer nutzerinnen anwender anwenderinnen kunden kundinnen kunde behörden behörde kommunen kommune
                    verwaltung verwaltungen organisationen organisation organizations administratoren admins it-verantwortliche betreiber
                    rechner computer geräte gerät endgeräte arbeitsplätze machine machines device devices datei dateien file files
                    domain domains adresse adressen ip-adresse ip-adressen hash hashes hashwerte indikatoren indicators ioc iocs netzwerk netz
                    zeitpunkt zeitraum tage woche monat jahr uhr stand datum januar februar märz april mai juni juli august september
                    oktober november dezember january february march may june july october december montag dienstag mittwoch donnerstag
                    freitag samstag sonntag monday tuesday wednesday thursday friday saturday sunday mar jan feb apr jun jul aug sep sept oct nov dec
                    plattform plattformen platform platforms betriebssystem betriebssysteme betriebssystemen operating-system os desktop-client
                    status severity kritikalität kritisch hoch mittel niedrig critical high medium low betreff subject titel title produktversion
                    versionsnummer versionsnummern bedrohungslage it-bedrohungslage tlp tlp:clear tlp:white cvss cve cvss-score bsi cert-bund cert
                    cert-eu cisa enisa bundesamt sicherheit informationstechnik csirt ncsc fbi nsa anssi it-sicherheit cybersicherheit
                    fernwartungssoftware fernwartung fernwartungstool texteditor editor kompressionsbibliothek telefonie-software telefonielösung voip-software voip-client
                    softphone steuersoftware steuerprogramm fachanwendung fachverfahren buchhaltungssoftware monitoring-software netzwerkmonitoring backup-software
                    quellcode sourcecode code repository tarball tarballs archiv archive download downloads website webseite link links registry
                    entwicklungsumgebung build-umgebung infrastruktur update-server updateserver update-mechanismus zertifikat signatur
                    gmbh ag inc ltd corp corporation llc kg co se s.a b.v plc eg ug ohg mbh ggmbh e.v
                    ausnahme exception hf sp rc beta alpha cu mr hotfix patch frist ziel funktion funktionen daten nachricht bericht berichte blogbeitrag faq open source store dll exe url ip http https dns token tokens fehler problem issue bug sha-256 sha256 sha-1 sha1 md5 sha-512 sha512 hashwert prüfsumme wert größe liste anzahl art typ quelle
                    schritt schritte teil folge folgen grund anlage anhang ende beginn liste tabelle übersicht abschnitt weg wege reihe serie zweig branch series
                    variante varianten ausgabe edition editionen fassung fassungen installation installationen komponente fall fälle frage fragen hinweis hinweise
                    kompromittierung kompromittierungen compromise supplychain analyse untersuchung untersuchungen erkenntnis erkenntnisse informationen information
                    betroffene betroffenen betroffener betroffenes betroffen verwundbare nicht status gefahr risiko bekannt verdacht nachtrag aktualisierung build-server buildserver update-server updateserver build-system signaturserver downloadserver download-server lockfile lockfiles vorversion vorversionen vorgängerversion vorgängerversionen neufassung dritten dritter dritte unbekannten unbefugten installationspakete installationspaketen zeitraum actors supply chain sites site websites environments umgebungen herstellerseite herstellerwebseite herstellerwebsite downloadseite projektseite bit bits rawhide tumbleweed kenntnisstand kenntnis kenntnisse wissensstand updatemechanismus updateprozess updateprozesses aktualisierungsmechanismus
                    web-app web-client webclient smartphone-apps mobile mobil mac mobile-apps app-store
                    package-lock npm-paket npm-pakete pypi-paket npm pypi maven nuget rubygems python-paket python-pakete wordpress-plugin browser-erweiterung
                    browsererweiterung erweiterung extension extensions add-on addon treiber driver firmware image images container docker-image github-action action workflow
                    """);

    /// Nouns for kinds of software after which a name follows ("der Texteditor Notepad++", "the npm package left-pad").
    static final Set<String> CATEGORY =
            words(
                    """
                    software softwareprodukt programm programms anwendung produkt produkts produkte app application program product products package packages paket pakete
                    pakets paketen bibliothek library tool werkzeug utility plugin plug-in modul module lösung komponente component client
                    installer suite editor texteditor platform plattform fachanwendung fachverfahren programmpaket softwarepaket npm-paket npm-pakete
                    pypi-paket python-paket python-pakete npm-package browser-erweiterung erweiterung extension treiber driver firmware image action
                    gem crate container wordpress-plugin framework dienst service add-on appliance project projekt projekts npm pypi hersteller-software
                    """);

    /// Endings of German compounds that name a kind of software (`Fernwartungssoftware`, `Telefonie-Client`).
    static final Set<String> CATEGORY_ENDINGS =
            words(
                    "software programm anwendung tool client bibliothek werkzeug lösung plattform paket pakete editor app suite server system modul plugin erweiterung verfahren treiber produkt agent manager-software utility viewer player browser dienst");

    /// First halves of compounds that are kinds of software, not names (`VoIP-Software`, `Desktop-Anwendung`).
    private static final Set<String> GENERIC_HEAD =
            words(
                    "voip video videokonferenz konferenz desktop web open-source opensource backup monitoring office cloud client server it vpn cad erp crm pdf e-mail mail antivirus netzwerk remote ki telefonie standard sicherheits mobil mobile smartphone handy python javascript java node npm docker windows mac macos linux android ios 3d cms");

    /// Endings that make a German compound a kind of software.
    private static final Set<String> KIND_ENDINGS =
            words(
                    "software programm anwendung bibliothek werkzeug lösung plattform paket erweiterung verfahren treiber produkt dienst editor system client app server tool systems programms pakets dienstes produkts werkzeugs treibers anwendungen lösungen clients apps vorfall vorfalls vorfälle angriff angriffs angriffe lücke lücken warnung meldung hinweis hinweise hinweisen maßnahmen verwaltung verwaltungen hersteller herstellers forscher forschern unternehmen behörde behörden dateien aktivitäten verzeichnis abteilung kampagne gruppe akteure schutz stelle");

    /// Whether a word is a German compound for a kind of software rather than a name.
    static boolean isKind(String lower) {
        int hyphen = lower.lastIndexOf('-');
        for (String ending : KIND_ENDINGS) {
            if (hyphen > 0
                    ? lower.substring(hyphen + 1).equals(ending)
                            && GENERIC_HEAD.contains(lower.substring(0, hyphen))
                    : lower.endsWith(ending)
                            && lower.length() > ending.length() + 2
                            && ending.length() > 4) {
                return true;
            }
        }
        return false;
    }

    /// Last halves of German compounds that say what kind of program a name behind them stands for.
    private static final Set<String> THINGS =
            words(
                    """
                    manager verwalter betrachter drucker leser spieler wächter scanner browser messenger player viewer
                    client server editor agent dienst konverter rechner planer assistent treiber center portal browser-plugin
                    putzer helfer packer reiniger löscher sammler wandler sucher schreiber finder prüfer optimierer
                    synchronisierer verschlüsseler übersetzer schnittstelle
                    """);

    /// Whether a German compound behind an article only says what kind of thing follows ("des Passwortmanagers",
    /// "der PDF-Drucker"): one capital, or a general first half before a hyphen.
    static boolean isKindOfThing(String word) {
        String w = word.toLowerCase(java.util.Locale.ROOT);
        String stem =
                w.endsWith("s")
                        ? w.substring(0, w.length() - 1)
                        : w.endsWith("agenten") || w.endsWith("assistenten")
                                ? w.substring(0, w.length() - 2)
                                : w;
        int hyphen = stem.lastIndexOf('-');
        if (hyphen > 0 && GENERIC_HEAD.contains(stem.substring(0, hyphen))) {
            return true;
        }
        boolean plain =
                hyphen < 0
                        && Character.isUpperCase(word.charAt(0))
                        && word.substring(1).equals(w.substring(1));
        return plain
                && THINGS.stream()
                        .anyMatch(e -> stem.endsWith(e) && stem.length() > e.length() + 3);
    }

    static boolean isCategory(String lower) {
        if (CATEGORY.contains(lower) || isKind(lower)) {
            return true;
        }
        for (String ending : CATEGORY_ENDINGS) {
            if (lower.endsWith(ending) && lower.length() > ending.length() + 3) {
                return true;
            }
        }
        return false;
    }

    /// Second halves of compounds that are no part of the name (`Notepad++-Installer`, `TeamCity-Server` keeps its own).
    static final Set<String> COMPOUND_TAIL =
            words(
                    """
                    software version versionen installer installation installationen update updates nutzer nutzern nutzende kunden anwender anwendern
                    programm anwendung paket pakete pakets angriff vorfall hack kompromittierung backdoor produkt produkte release releases
                    setup build builds systeme systemen instanz instanzen hersteller schwachstelle lücke installationspaket datei dateien
                    incident attack users hashwert hash wert binary binaries umgebung umgebungen trojaner reihe
                    """);
}
