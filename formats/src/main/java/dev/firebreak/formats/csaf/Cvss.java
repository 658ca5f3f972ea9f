package dev.firebreak.formats.csaf;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Scores of CVSS vectors: version 2.0 (FIRST, "A Complete Guide", section 3.2), 3.0 and 3.1 (specification document,
/// sections 7 and 8).
final class Cvss {
    /// What a vector computes to; temporal and environmental are those of a vector without such metrics too.
    record Scores(double base, double temporal, double environmental) {}

    private static final Map<String, Map<String, Double>> V3 =
            Map.of(
                    "AV", Map.of("N", 0.85, "A", 0.62, "L", 0.55, "P", 0.2),
                    "AC", Map.of("L", 0.77, "H", 0.44),
                    "UI", Map.of("N", 0.85, "R", 0.62),
                    "CIA", Map.of("H", 0.56, "L", 0.22, "N", 0.0),
                    "E", Map.of("X", 1.0, "U", 0.91, "P", 0.94, "F", 0.97, "H", 1.0),
                    "RL", Map.of("X", 1.0, "O", 0.95, "T", 0.96, "W", 0.97, "U", 1.0),
                    "RC", Map.of("X", 1.0, "U", 0.92, "R", 0.96, "C", 1.0),
                    "REQ", Map.of("X", 1.0, "L", 0.5, "M", 1.0, "H", 1.5));

    private static final Map<String, Map<String, Double>> V2 =
            Map.ofEntries(
                    Map.entry("AV", Map.of("L", 0.395, "A", 0.646, "N", 1.0)),
                    Map.entry("AC", Map.of("H", 0.35, "M", 0.61, "L", 0.71)),
                    Map.entry("Au", Map.of("M", 0.45, "S", 0.56, "N", 0.704)),
                    Map.entry("CIA", Map.of("N", 0.0, "P", 0.275, "C", 0.660)),
                    Map.entry("E", Map.of("U", 0.85, "POC", 0.9, "F", 0.95, "H", 1.0, "ND", 1.0)),
                    Map.entry("RL", Map.of("OF", 0.87, "TF", 0.9, "W", 0.95, "U", 1.0, "ND", 1.0)),
                    Map.entry("RC", Map.of("UC", 0.9, "UR", 0.95, "C", 1.0, "ND", 1.0)),
                    Map.entry(
                            "CDP",
                            Map.of("N", 0.0, "L", 0.1, "LM", 0.3, "MH", 0.4, "H", 0.5, "ND", 0.0)),
                    Map.entry("TD", Map.of("N", 0.0, "L", 0.25, "M", 0.75, "H", 1.0, "ND", 1.0)),
                    Map.entry("REQ", Map.of("L", 0.5, "M", 1.0, "H", 1.51, "ND", 1.0)));

    private final Map<String, String> metrics;

    private Cvss(Map<String, String> metrics) {
        this.metrics = metrics;
    }

    /// The metrics of a vector by their short names, such as `AV` to `N`.
    static Map<String, String> metrics(String vector) {
        HashMap<String, String> metrics = new HashMap<>();
        for (String part : vector.split("/")) {
            int colon = part.indexOf(':');
            if (colon > 0 && !part.startsWith("CVSS:")) {
                metrics.put(part.substring(0, colon), part.substring(colon + 1));
            }
        }
        return metrics;
    }

    /// The scores of a vector; null if a metric is missing or unknown, or the version is another.
    static @Nullable Scores scores(String version, String vector) {
        return scores(version, metrics(vector));
    }

    /// The same for metrics by their short names.
    static @Nullable Scores scores(String version, Map<String, String> metrics) {
        Cvss cvss = new Cvss(Map.copyOf(metrics));
        try {
            return switch (version) {
                case "2.0" -> cvss.version2();
                case "3.0" -> cvss.version3(false);
                case "3.1" -> cvss.version3(true);
                default -> null;
            };
        } catch (MissingMetricException e) {
            return null;
        }
    }

    /// The qualitative rating of a version 3 score.
    static String severity(double score) {
        return score <= 0
                ? "NONE"
                : score < 4 ? "LOW" : score < 7 ? "MEDIUM" : score < 9 ? "HIGH" : "CRITICAL";
    }

    private static final class MissingMetricException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private double weight(
            Map<String, Map<String, Double>> table,
            String kind,
            String metric,
            @Nullable String fallback)
            throws MissingMetricException {
        String value = metrics.getOrDefault(metric, fallback == null ? "" : fallback);
        Map<String, Double> weights = table.get(kind);
        Double weight = weights == null ? null : weights.get(value);
        if (weight == null) {
            throw new MissingMetricException();
        }
        return weight;
    }

    private String value(String metric) throws MissingMetricException {
        String value = metrics.get(metric);
        if (value == null) {
            throw new MissingMetricException();
        }
        return value;
    }

    /// A modified metric's value, or that of the base metric if it is not defined.
    private String modified(String metric) throws MissingMetricException {
        String value = metrics.getOrDefault("M" + metric, "X");
        return value.equals("X") ? value(metric) : value;
    }

    private static double privileges(String value, boolean changed) throws MissingMetricException {
        return switch (value) {
            case "N" -> 0.85;
            case "L" -> changed ? 0.68 : 0.62;
            case "H" -> changed ? 0.5 : 0.27;
            default -> throw new MissingMetricException();
        };
    }

    private static double of(String kind, String value) throws MissingMetricException {
        Map<String, Double> weights = V3.get(kind);
        Double weight = weights == null ? null : weights.get(value);
        if (weight == null) {
            throw new MissingMetricException();
        }
        return weight;
    }

    private Scores version3(boolean minor1) throws MissingMetricException {
        boolean changed = value("S").equals("C");
        double iss =
                1
                        - (1 - of("CIA", value("C")))
                                * (1 - of("CIA", value("I")))
                                * (1 - of("CIA", value("A")));
        double impact =
                changed ? 7.52 * (iss - 0.029) - 3.25 * Math.pow(iss - 0.02, 15) : 6.42 * iss;
        double exploitability =
                8.22
                        * of("AV", value("AV"))
                        * of("AC", value("AC"))
                        * privileges(value("PR"), changed)
                        * of("UI", value("UI"));
        double base = combine(impact, exploitability, changed, minor1);
        double temporal =
                weight(V3, "E", "E", "X")
                        * weight(V3, "RL", "RL", "X")
                        * weight(V3, "RC", "RC", "X");
        return new Scores(
                base,
                roundUp(base * temporal, minor1),
                roundUp(environmental3(minor1) * temporal, minor1));
    }

    private double environmental3(boolean minor1) throws MissingMetricException {
        boolean changed = modified("S").equals("C");
        double miss =
                Math.min(
                        1
                                - (1 - weight(V3, "REQ", "CR", "X") * of("CIA", modified("C")))
                                        * (1
                                                - weight(V3, "REQ", "IR", "X")
                                                        * of("CIA", modified("I")))
                                        * (1
                                                - weight(V3, "REQ", "AR", "X")
                                                        * of("CIA", modified("A"))),
                        0.915);
        double changedImpact =
                7.52 * (miss - 0.029)
                        - 3.25
                                * (minor1
                                        ? Math.pow(miss * 0.9731 - 0.02, 13)
                                        : Math.pow(miss - 0.02, 15));
        double impact = changed ? changedImpact : 6.42 * miss;
        double exploitability =
                8.22
                        * of("AV", modified("AV"))
                        * of("AC", modified("AC"))
                        * privileges(modified("PR"), changed)
                        * of("UI", modified("UI"));
        return combine(impact, exploitability, changed, minor1);
    }

    private static double combine(
            double impact, double exploitability, boolean changed, boolean minor1) {
        if (impact <= 0) {
            return 0;
        }
        double sum = impact + exploitability;
        return roundUp(Math.min(changed ? 1.08 * sum : sum, 10), minor1);
    }

    /// 3.1 rounds in whole numbers (appendix A), 3.0 leaves it to floating point.
    private static double roundUp(double value, boolean minor1) {
        if (!minor1) {
            return Math.ceil(value * 10) / 10;
        }
        long n = Math.round(value * 100_000);
        return n % 10_000 == 0 ? n / 100_000.0 : (Math.floorDiv(n, 10_000L) + 1) / 10.0;
    }

    private Scores version2() throws MissingMetricException {
        double c = weight(V2, "CIA", "C", null);
        double i = weight(V2, "CIA", "I", null);
        double a = weight(V2, "CIA", "A", null);
        double exploitability =
                20
                        * weight(V2, "AV", "AV", null)
                        * weight(V2, "AC", "AC", null)
                        * weight(V2, "Au", "Au", null);
        double base = base2(10.41 * (1 - (1 - c) * (1 - i) * (1 - a)), exploitability);
        double factor =
                weight(V2, "E", "E", "ND")
                        * weight(V2, "RL", "RL", "ND")
                        * weight(V2, "RC", "RC", "ND");
        double adjusted =
                Math.min(
                        10,
                        10.41
                                * (1
                                        - (1 - c * weight(V2, "REQ", "CR", "ND"))
                                                * (1 - i * weight(V2, "REQ", "IR", "ND"))
                                                * (1 - a * weight(V2, "REQ", "AR", "ND"))));
        double temporal = round(base2(adjusted, exploitability) * factor);
        double environmental =
                round(
                        (temporal + (10 - temporal) * weight(V2, "CDP", "CDP", "ND"))
                                * weight(V2, "TD", "TD", "ND"));
        return new Scores(base, round(base * factor), environmental);
    }

    private static double base2(double impact, double exploitability) {
        return round((0.6 * impact + 0.4 * exploitability - 1.5) * (impact == 0 ? 0 : 1.176));
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
