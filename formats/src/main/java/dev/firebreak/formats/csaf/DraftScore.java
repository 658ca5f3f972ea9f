package dev.firebreak.formats.csaf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A CVSS vector as CSAF 2.0 takes it, reduced to its base metrics: the score then follows from the vector.
record DraftScore(String version, String vector, double base) {
    private static final List<String> V3 = List.of("AV", "AC", "PR", "UI", "S", "C", "I", "A");
    private static final List<String> V2 = List.of("AV", "AC", "Au", "C", "I", "A");

    /// @return null if it is no vector of version 2.0, 3.0 or 3.1
    static @Nullable DraftScore of(String text) {
        String vector = text.strip().replaceAll("^\\(|\\)$", "");
        String version =
                vector.startsWith("CVSS:3.1/")
                        ? "3.1"
                        : vector.startsWith("CVSS:3.0/") ? "3.0" : "2.0";
        if (version.equals("2.0") && vector.startsWith("CVSS:")) {
            return null;
        }
        Map<String, String> metrics = Cvss.metrics(vector);
        StringBuilder base = new StringBuilder(version.equals("2.0") ? "" : "CVSS:" + version);
        for (String metric : version.equals("2.0") ? V2 : V3) {
            base.append(base.isEmpty() ? "" : "/")
                    .append(metric)
                    .append(':')
                    .append(metrics.get(metric));
        }
        Cvss.Scores scores = Cvss.scores(version, base.toString());
        boolean scope = version.equals("2.0") || metrics.getOrDefault("S", "").matches("[UC]");
        return scores == null || !scope
                ? null
                : new DraftScore(version, base.toString(), scores.base());
    }

    /// Name of the object in a score.
    String property() {
        return version.equals("2.0") ? "cvss_v2" : "cvss_v3";
    }

    Map<String, Object> json() {
        TreeMap<String, Object> json = new TreeMap<>();
        json.put("version", version);
        json.put("vectorString", vector);
        json.put("baseScore", BigDecimal.valueOf(base).setScale(1, RoundingMode.HALF_UP));
        if (!version.equals("2.0")) {
            json.put("baseSeverity", Cvss.severity(base));
        }
        return json;
    }
}
