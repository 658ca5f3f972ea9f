package dev.firebreak.formats.prose;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Words that speak against good news in the sentence that tells it, or in the one behind: what a maker only claims, what was
/// planned or taken back, what can be bypassed. Such news is asked about; a question too many costs a minute, a missed
/// machine costs more.
final class Disputes {
    /// Words of a sentence that are looked at.
    private static final int MAX_WORDS = 120;

    private static final Pattern SAME =
            Pattern.compile(
                    " (?:claims?|claimed|behaupte\\w{0,4}|angeblich|allegedly|supposed|hoped|gehofft|believed|geglaubt|assum(?:e|ed|ing)|nahm man"
                            + " an|disagree|disputed?|bestreiten|bezweifeln|mistaken?|wrong|falsch|trifft nicht zu|retract\\w{0,5}"
                            + "|reverted?|zurückgenommen|zurückgezogen|rolled back|pulled|withdrawn|mitigated|incomplete|unvollständig"
                            + "|bypass(?:ed)?|umgehen|umgangen|on paper|auf dem papier|raten wir|rät|abgeraten|advise against|es sei denn"
                            + "|lacks?|planned|geplant|scheduled|rejected|abgelehnt|fix missing|versehentlich|unlike|im gegensatz zu|anders als"
                            + "|zunächst als|changed from|geändert von|verlassen|keineswegs|by no means|no less|nicht weniger|not affected by"
                            + " [^ ]{1,30} only|even though|obwohl|tatsächlich|the same can|immer noch|noch immer|longer true"
                            + "|still (?:vulnerable|present|there|exploitable|reachable|being|under|investigat\\w{1,6})"
                            + "|weiterhin (?:ausnutzbar|verwundbar|vorhanden|angreifbar)|wieder aufgerissen|reopened"
                            + "|no version of|keine version von|none of the|ob [^.]{1,80} wird noch|whether [^.]{1,80} is still"
                            + "|(?:nicht|not|cannot|can't|kann nicht) (?:\\w{1,20} )?(?:bestätigen|ausschließen|belegen|confirm|rule out|guarantee)"
                            + "|~ ~|(?:not been|nicht als|nicht) (?:\\w{1,12} ){0,3}(?:confirmed|bestätigt) (?:as|yet)?|nicht als [^.]{1,40} bestätigt"
                            + "|unlikely|unwahrscheinlich|vermutlich|probably|presumably|we believe|don't believe|nobody has|would be|wäre|hätte"
                            + "|should have|should no longer|(?:two|three|four|zwei|drei|vier) (?:of the|der) \\w{1,12}|bleibt offen|remains open"
                            + "|slipped|pending|bis auf|apart from|im unterschied zu|can't be said|but [^.]{1,60} works on|retested)(?= |$)");

    /// How a text begins that goes back to what stands above it.
    private static final Pattern LATER =
            Pattern.compile(
                    "^ (?:update|nachtrag|edit|correction|korrektur|aktualisierung|berichtigung)(?: [^ ]{1,20}){0,8}? (?::|\\)) .*"
                            + "(?:we were wrong|were wrong|scratch that|zurücknehmen|zurückgenommen|does not work|doesn't work|unwirksam"
                            + "|is exploitable|not clean|stimmt nicht|ist falsch|was wrong|is affected|ist betroffen|retested|re-tested)(?: .*)?$");

    private static final Pattern NEXT =
            Pattern.compile(
                    " (?:they were wrong|our (?:own )?(?:tests?|lab|analysis|poc)|unsere (?:tests|analyse|analysen|prüfung)|widersprechen"
                            + "|widerspricht|anderen ergebnis|nicht nachvollziehen|false (?:negative|positive)|bug is still|underlying bug"
                            + "|remains (?:vulnerable|exploitable)|can be bypassed|umgangen werden|lässt sich umgehen|however , affected"
                            + "|reverted assessment|is not clean|stimmt nicht|we disagree|versehentlich nicht|otherwise vulnerable"
                            + "|still (?:exploitable|vulnerable|present|there)|never had the fix|stimmt so (?:leider )?nicht|that was true"
                            + "|remains open|bleibt offen|isn't \\.|ist es nicht \\.)(?= |$)");

    private Disputes() {}

    static boolean within(List<Token> t) {
        return SAME.matcher(text(t)).find();
    }

    /// Whether a sentence takes back good news from further above ("UPDATE: we were wrong about 9.2").
    static boolean later(List<Token> t) {
        return LATER.matcher(text(t)).matches();
    }

    static boolean behind(List<Token> next) {
        return NEXT.matcher(text(next)).find();
    }

    private static String text(List<Token> t) {
        return t.stream()
                .limit(MAX_WORDS)
                .map(Token::lower)
                .collect(Collectors.joining(" ", " ", ""));
    }
}
