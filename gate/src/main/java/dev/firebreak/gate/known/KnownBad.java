package dev.firebreak.gate.known;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.judge.Family;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What warnings name: file hashes, domains, addresses, and certificate thumbprints or serials in their prose.
public final class KnownBad {
    private static final Pattern SERIAL =
            Pattern.compile(
                    "(?i)(?:serial(?:\\s*(?:number|no\\.?))?|seriennummer)\\s*[:=]?\\s*((?:[0-9a-f]{2}[: ]?){8,20})");

    private final Map<ObservableType, Map<String, String>> named =
            new EnumMap<>(ObservableType.class);
    private final Map<String, String> serials = new HashMap<>();

    /// @param warnings as read by [dev.firebreak.formats.Warnings]
    public KnownBad(List<Advisory> warnings) {
        for (Advisory w : warnings) {
            for (Indicator i : w.indicators()) {
                named.computeIfAbsent(i.type(), _ -> new HashMap<>())
                        .putIfAbsent(i.value().toLowerCase(Locale.ROOT), w.source());
            }
            Matcher m = SERIAL.matcher(w.text());
            while (m.find()) {
                serials.putIfAbsent(
                        m.group(1).replaceAll("[: ]", "").toLowerCase(Locale.ROOT), w.source());
            }
        }
    }

    /// @param md5 of the release itself
    /// @param sha1 of the release itself
    public List<Finding> find(ReleaseFacts release, String md5, String sha1) {
        List<Finding> out = new ArrayList<>();
        hash(ObservableType.MD5, md5, "", out);
        hash(ObservableType.SHA1, sha1, "", out);
        for (FileFacts f : release.files()) {
            hash(ObservableType.SHA256, f.sha256(), f.path(), out);
            for (SignatureFacts s : f.signatures()) {
                String source = serials.get(s.serial().toLowerCase(Locale.ROOT));
                if (source != null) {
                    out.add(
                            finding(
                                    f.path(),
                                    "The file is signed with a certificate that a warning names.",
                                    "Die Datei ist mit einem Zertifikat signiert, das eine Warnung nennt.",
                                    "serial " + s.serial() + ", " + source));
                }
            }
            for (Signal s : f.signals()) {
                if (s.kind() == SignalKind.RULE_MATCH) {
                    // Rules are broader than hashes: a person looks.
                    out.add(
                            new Finding(
                                    Severity.HIGH,
                                    Family.KNOWN,
                                    "yara",
                                    f.path(),
                                    "A YARA rule of a warning matches this file.",
                                    "Eine YARA-Regel aus einer Warnung trifft auf diese Datei zu.",
                                    s.what()));
                }
                if (s.kind() == SignalKind.URL || s.kind() == SignalKind.ADDRESS) {
                    host(f, s, out);
                }
            }
        }
        return out;
    }

    private void hash(ObservableType type, String value, String path, List<Finding> out) {
        String source = named.getOrDefault(type, Map.of()).get(value);
        if (source != null && !value.isEmpty()) {
            out.add(
                    finding(
                            path,
                            "A warning names this very file.",
                            "Eine Warnung nennt genau diese Datei.",
                            type.json() + " " + value + ", " + source));
        }
    }

    private void host(FileFacts f, Signal s, List<Finding> out) {
        String host = s.what();
        String source = named.getOrDefault(ObservableType.IPV4, Map.of()).get(host);
        for (String h = host;
                source == null && h.indexOf('.') > 0;
                h = h.substring(h.indexOf('.') + 1)) {
            source = named.getOrDefault(ObservableType.DOMAIN, Map.of()).get(h);
        }
        if (source != null) {
            out.add(
                    finding(
                            f.path(),
                            "The file names a host that a warning names.",
                            "Die Datei nennt einen Rechner, den eine Warnung nennt.",
                            host + ", " + source));
        }
    }

    private static Finding finding(String path, String english, String german, String evidence) {
        return new Finding(
                Severity.CRITICAL, Family.KNOWN, "known-bad", path, english, german, evidence);
    }
}
