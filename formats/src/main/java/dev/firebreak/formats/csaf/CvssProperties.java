package dev.firebreak.formats.csaf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which metric of a vector a property of a CVSS object repeats.
final class CvssProperties {
    private static final Map<String, String> V3 =
            Map.ofEntries(
                    Map.entry("attackVector", "AV"),
                    Map.entry("attackComplexity", "AC"),
                    Map.entry("privilegesRequired", "PR"),
                    Map.entry("userInteraction", "UI"),
                    Map.entry("scope", "S"),
                    Map.entry("confidentialityImpact", "C"),
                    Map.entry("integrityImpact", "I"),
                    Map.entry("availabilityImpact", "A"),
                    Map.entry("exploitCodeMaturity", "E"),
                    Map.entry("remediationLevel", "RL"),
                    Map.entry("reportConfidence", "RC"),
                    Map.entry("confidentialityRequirement", "CR"),
                    Map.entry("integrityRequirement", "IR"),
                    Map.entry("availabilityRequirement", "AR"),
                    Map.entry("modifiedAttackVector", "MAV"),
                    Map.entry("modifiedAttackComplexity", "MAC"),
                    Map.entry("modifiedPrivilegesRequired", "MPR"),
                    Map.entry("modifiedUserInteraction", "MUI"),
                    Map.entry("modifiedScope", "MS"),
                    Map.entry("modifiedConfidentialityImpact", "MC"),
                    Map.entry("modifiedIntegrityImpact", "MI"),
                    Map.entry("modifiedAvailabilityImpact", "MA"));

    private static final Map<String, String> V2 =
            Map.ofEntries(
                    Map.entry("accessVector", "AV"),
                    Map.entry("accessComplexity", "AC"),
                    Map.entry("authentication", "Au"),
                    Map.entry("confidentialityImpact", "C"),
                    Map.entry("integrityImpact", "I"),
                    Map.entry("availabilityImpact", "A"),
                    Map.entry("exploitability", "E"),
                    Map.entry("remediationLevel", "RL"),
                    Map.entry("reportConfidence", "RC"),
                    Map.entry("collateralDamagePotential", "CDP"),
                    Map.entry("targetDistribution", "TD"),
                    Map.entry("confidentialityRequirement", "CR"),
                    Map.entry("integrityRequirement", "IR"),
                    Map.entry("availabilityRequirement", "AR"));

    /// Values of version 2 whose short form is not the first letter.
    private static final Map<String, String> V2_VALUES =
            Map.of(
                    "NOT_DEFINED", "ND",
                    "PROOF_OF_CONCEPT", "POC",
                    "OFFICIAL_FIX", "OF",
                    "TEMPORARY_FIX", "TF",
                    "UNCONFIRMED", "UC",
                    "UNCORROBORATED", "UR",
                    "LOW_MEDIUM", "LM",
                    "MEDIUM_HIGH", "MH");

    private CvssProperties() {}

    /// The metric's short name; null if the property repeats none.
    static @Nullable String metric(String version, String property) {
        return switch (version) {
            case "2.0" -> V2.get(property);
            case "3.0", "3.1" -> V3.get(property);
            default -> null;
        };
    }

    /// The metrics of a score: those of its vector, and of its properties what the vector leaves out.
    static Map<String, String> metrics(CsafDocument.Score score) {
        Map<String, String> metrics = Cvss.metrics(score.cvss().get("vectorString").text());
        for (String property : score.cvss().keys()) {
            String metric = metric(score.version(), property);
            if (metric != null) {
                metrics.putIfAbsent(
                        metric, value(score.version(), score.cvss().get(property).text()));
            }
        }
        return metrics;
    }

    /// The short form of a property's value.
    static String value(String version, String value) {
        if (value.isEmpty()) {
            return "";
        }
        String first = value.substring(0, 1);
        if (version.equals("2.0")) {
            return V2_VALUES.getOrDefault(value, first);
        }
        return value.equals("NOT_DEFINED") ? "X" : first;
    }
}
