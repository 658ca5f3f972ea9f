package dev.firebreak.bench;

import dev.firebreak.app.cluster.Child;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The longest single calls of the join since its start, and what the garbage collector took, as the TaskManagers' metrics
/// tell them.
final class LongestCalls {
    private static final Pattern COLLECTED =
            Pattern.compile("_GarbageCollector_(\\w+_(?:Count|Time))\\{.* ([0-9.Ee]+)$");

    private LongestCalls() {}

    static List<String> of(ClusterRun run) throws Exception {
        List<String> all = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Child child : run.cluster().aliveTaskManagers()) {
                URI page = URI.create("http://127.0.0.1:" + child.metricsPort() + "/metrics");
                String text =
                        http.send(
                                        HttpRequest.newBuilder(page).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
                text.lines()
                        .filter(l -> l.contains("_firebreakLongest") && l.charAt(0) != '#')
                        .filter(l -> !l.contains("LongestCall"))
                        .map(LongestCalls::short_)
                        .forEach(all::add);
                text.lines()
                        .map(COLLECTED::matcher)
                        .filter(Matcher::find)
                        .map(m -> m.group(1) + " " + m.group(2))
                        .filter(l -> !l.startsWith("All"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static String short_(String line) {
        return line.substring(line.indexOf("Longest") + 7, line.indexOf("Millis"))
                + line.substring(line.lastIndexOf(' '))
                + " ms";
    }
}
