package dev.firebreak.formats.list;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.text.IndicatorMatch;
import dev.firebreak.formats.text.IndicatorScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Detection rules. Their logic is not run; the values they name are listed as unsure, because a rule may also name what
/// is harmless.
final class RuleFile {
    /// Languages told apart.
    enum Kind {
        YARA("yara"),
        SURICATA("suricata"),
        SIGMA("sigma"),
        DETECTION_YAML("detection-yaml");

        private final String format;

        Kind(String format) {
            this.format = format;
        }

        String format() {
            return format;
        }
    }

    private static final int HEAD = 64 << 10;
    private static final Pattern YARA =
            Pattern.compile(
                    "(?m)^\\s*(?:(?:private|global)\\s+)*rule\\s+\\w+\\s*(?::[\\w\\s]*)?\\{?\\s*$|^\\s*(?:private\\s+)?rule\\s+\\w+[^\\n]{0,200}\\{");
    private static final Pattern SURICATA =
            Pattern.compile(
                    "(?m)^\\s*#?\\s*(?:alert|drop|reject|pass)\\s+(?:tcp|udp|icmp|ip|dns|http\\d?|tls|ssh|smb|ftp|smtp|tcp-pkt|file|pkthdr)\\s+\\S+\\s+\\S+\\s+(?:->|<>)");
    private static final Pattern SIGMA_LOG = Pattern.compile("(?m)^logsource:");
    private static final Pattern SIGMA_DETECTION = Pattern.compile("(?m)^detection:");
    private static final Pattern YAML_KEYS =
            Pattern.compile(
                    "(?m)^(?:name|id|version|author|description|search|how_to_implement|known_false_positives|references|tags|type|filename|match_type|data_source|narrative|default_match):");
    private static final Pattern PROVENANCE =
            Pattern.compile(
                    "(?i)^[\\s\\-*]*(?:\"?(?:references?|author|license|url|link|source|contact|id|date|modified|related|status|sharing|copyright)\\d*\"?\\s*[:=])");
    private static final Pattern SURICATA_REFERENCE =
            Pattern.compile("(?:reference|metadata|classtype|sid|rev|msg)\\s*:[^;]*;");

    private static final Pattern FIRST_YARA =
            Pattern.compile("^\\s*(?:rule|import|include|private|global)\\b");
    private static final Pattern CONDITION = Pattern.compile("(?m)^\\s*condition\\s*:");
    private static final Pattern TOP_KEY = Pattern.compile("^[A-Za-z_]+\\s*:");

    private RuleFile() {}

    private static final Pattern NETWORK_RULE =
            Pattern.compile("\\s*(?:alert|drop|reject|block|log|pass)\\s+\\w+\\s");
    private static final Pattern PACKET_NAME =
            Pattern.compile("\"((?:\\|[0-3][0-9A-Fa-f]\\|[A-Za-z0-9_-]*){2,30})\"");

    static @Nullable Kind kind(String text) {
        String head = afterComments(text);
        String first = head.lines().findFirst().orElse("");
        // A report that quotes a rule is a report: only a file that begins with one is a file of
        // rules.
        if (FIRST_YARA.matcher(first).find()
                && YARA.matcher(head).find()
                && CONDITION.matcher(text).find()) {
            return Kind.YARA;
        }
        if (SURICATA.matcher(first).find() && head.contains("sid:")) {
            return Kind.SURICATA;
        }
        if (!TOP_KEY.matcher(first).find() && !first.startsWith("---")) {
            return null;
        }
        if (SIGMA_LOG.matcher(head).find() && SIGMA_DETECTION.matcher(head).find()) {
            return Kind.SIGMA;
        }
        Matcher keys = YAML_KEYS.matcher(head);
        int found = 0;
        while (keys.find()) {
            found++;
        }
        return found >= 4 ? Kind.DETECTION_YAML : null;
    }

    /// The beginning of the text after blank lines and comments.
    private static String afterComments(String text) {
        int at = 0;
        int end = Math.min(text.length(), HEAD);
        while (at < end) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at);
                at = close < 0 ? end : close + 2;
            } else if (text.startsWith("//", at) || text.charAt(at) == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? end : line + 1;
            } else {
                break;
            }
        }
        return text.substring(Math.min(at, text.length()), Math.min(text.length(), at + HEAD));
    }

    static void read(Kind kind, String text, AdvisoryDraft draft) {
        draft.partial(
                "",
                "a "
                        + name(kind)
                        + ": its logic is not run; the values it names are listed as unsure");
        List<Span> spans = new ArrayList<>();
        Pattern title = Pattern.compile("(?m)^(?:title|name):\\s*(.{1,300})$");
        Matcher m = title.matcher(text);
        if (m.find()) {
            draft.title(m.group(1).strip());
        }
        boolean provenance = false;
        boolean logic = kind == Kind.SURICATA || kind == Kind.YARA;
        for (Lines.Line line : Lines.of(text).lines()) {
            String words = kind == Kind.SURICATA ? suricata(line.text()) : line.text();
            boolean item = words.stripLeading().startsWith("-");
            provenance =
                    PROVENANCE.matcher(words).find() || provenance && item && kind != Kind.SURICATA;
            logic = isLogic(kind, words, logic);
            values(words, line, provenance || !logic, draft, spans);
        }
        if (!spans.isEmpty()) {
            ask(kind, spans, draft);
        }
    }

    /// A rule without its references, its lists of addresses parted, and names in a packet's form (`|03|www|01|a|00|`) with
    /// dots.
    private static String suricata(String rule) {
        String plain = SURICATA_REFERENCE.matcher(rule).replaceAll("");
        int open = plain.indexOf('(');
        if (open < 0) {
            return plain;
        }
        String head = plain.substring(0, open).replaceAll("!\\[[^\\]]*\\]|![^,\\]\\s]+", " ");
        return head.replaceAll("[\\[\\],]", " ") + labels(plain.substring(open));
    }

    private static String labels(String options) {
        return PACKET_NAME
                .matcher(options)
                .replaceAll(
                        name ->
                                Matcher.quoteReplacement(
                                        "\""
                                                + name.group(1)
                                                        .replaceAll("\\|[0-9A-Fa-f]{2}\\|", ".")
                                                        .replaceAll("^\\.|\\.$", "")
                                                + "\""));
    }

    /// Whether the line belongs to the part of a rule that names values: the detection of a Sigma rule, the search of a
    /// Splunk one, everything but the condition of a YARA rule.
    private static boolean isLogic(Kind kind, String line, boolean before) {
        return switch (kind) {
            case SURICATA -> true;
            case YARA ->
                    line.strip().startsWith("condition")
                            ? false
                            : line.startsWith("}")
                                    || line.stripLeading().startsWith("rule ")
                                    || before;
            case SIGMA -> TOP_KEY.matcher(line).find() ? line.startsWith("detection:") : before;
            case DETECTION_YAML ->
                    TOP_KEY.matcher(line).find() ? line.startsWith("search:") : before;
        };
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case YARA -> "YARA rule file";
            case SURICATA -> "Snort or Suricata rule file";
            case SIGMA -> "Sigma rule";
            case DETECTION_YAML -> "detection described in YAML";
        };
    }

    private static void values(
            String words,
            Lines.Line line,
            boolean provenance,
            AdvisoryDraft draft,
            List<Span> spans) {
        for (IndicatorMatch match : IndicatorScanner.scan(words)) {
            Span span =
                    Span.field(
                            draft.source(),
                            "line " + line.number(),
                            words.substring(match.start(), match.end()));
            boolean hash =
                    match.type() == ObservableType.MD5
                            || match.type() == ObservableType.SHA1
                            || match.type() == ObservableType.SHA256;
            if (provenance && !hash) {
                if (match.type() == ObservableType.URL) {
                    draft.fact(Fact.Type.REFERENCE, match.value(), Certainty.INFERRED, span);
                }
            } else if (!match.ambiguous() || isTarget(match, words)) {
                draft.indicator(
                        new Indicator(
                                match.type(),
                                match.value(),
                                null,
                                null,
                                Certainty.UNSURE,
                                "",
                                List.of(span)));
                spans.add(span);
            }
        }
    }

    /// An address before the options of a network rule is one, however much it may look like a version elsewhere.
    private static boolean isTarget(IndicatorMatch match, String words) {
        int open = words.indexOf('(');
        return match.type() == ObservableType.IPV4
                && match.start() < open
                && NETWORK_RULE.matcher(words).lookingAt();
    }

    private static void ask(Kind kind, List<Span> spans, AdvisoryDraft draft) {
        String count = Integer.toString(spans.size());
        draft.question(
                new Question(
                        "rule-values",
                        "The "
                                + name(kind)
                                + " names "
                                + count
                                + " value(s) that look like indicators. Are they?",
                        "Die Regeldatei ("
                                + kind.format().toUpperCase(Locale.ROOT)
                                + ") nennt "
                                + count
                                + " Werte, die wie Indikatoren aussehen. Sind es welche?",
                        List.of("yes", "no"),
                        spans.subList(0, Math.min(spans.size(), AdvisoryDraft.MAX_SPANS))));
    }
}
