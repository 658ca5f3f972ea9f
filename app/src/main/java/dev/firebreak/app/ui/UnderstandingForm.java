package dev.firebreak.app.ui;

import dev.firebreak.app.store.Refused;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Puts the fields of the understanding page back into an [Advisory]. What was not touched keeps its certainty and its
/// place in the text; what a person wrote is certain and says so.
final class UnderstandingForm {
    /// Name of the source of what a person wrote.
    static final String BY_HAND = "by hand";

    /// Most statements of one warning on the page.
    static final int MAX_STATEMENTS = 500;

    private static final Pattern BOUND = Pattern.compile("(>=|<=|>|<|=)?\\s*([^\\s|,<>=]+)");

    private UnderstandingForm() {}

    static Advisory apply(Advisory before, Map<String, String> fields) {
        List<ProductStatement> statements = new ArrayList<>();
        for (int i = 0; i < before.statements().size() + 1 && i < MAX_STATEMENTS; i++) {
            String prefix = "s" + i + ".";
            String name = fields.getOrDefault(prefix + "name", "").strip();
            if (name.isEmpty() || !fields.containsKey(prefix + "keep")) {
                continue;
            }
            ProductStatement old =
                    i < before.statements().size() ? before.statements().get(i) : null;
            statements.add(statement(old, prefix, name, fields));
        }
        // Beyond what the page shows nothing is lost.
        if (before.statements().size() > MAX_STATEMENTS) {
            statements.addAll(
                    before.statements().subList(MAX_STATEMENTS, before.statements().size()));
        }
        List<Indicator> indicators = new ArrayList<>();
        for (int i = 0; i < before.indicators().size(); i++) {
            if (fields.containsKey("i" + i + ".keep")) {
                indicators.add(before.indicators().get(i));
            }
        }
        String more = fields.getOrDefault("indicators", "");
        if (!more.isBlank()) {
            indicators.addAll(added(more));
        }
        return new Advisory(
                before.source(),
                before.format(),
                before.id(),
                before.revision(),
                fields.getOrDefault("title", before.title()),
                before.publisher(),
                before.language(),
                before.tlp(),
                before.published(),
                before.text(),
                statements,
                indicators,
                before.facts(),
                fields.containsKey("answered") ? List.of() : before.questions(),
                before.problems());
    }

    /// Indicators as a person writes them, one or more to a line, defanged or not.
    private static List<Indicator> added(String text) {
        Advisory read =
                dev.firebreak.formats.Warnings.read(BY_HAND, text.getBytes(StandardCharsets.UTF_8));
        if (read.indicators().isEmpty()) {
            throw new Refused("indicator-unreadable", text.strip());
        }
        List<Indicator> all = new ArrayList<>();
        for (Indicator i : read.indicators()) {
            all.add(
                    new Indicator(
                            i.type(),
                            i.value(),
                            i.validFrom(),
                            i.validUntil(),
                            Certainty.STATED,
                            "",
                            List.of(Span.field(BY_HAND, "", i.value()))));
        }
        return all;
    }

    private static ProductStatement statement(
            @Nullable ProductStatement old,
            String prefix,
            String name,
            Map<String, String> fields) {
        String vendor = fields.getOrDefault(prefix + "vendor", "").strip();
        Platform platform = Platform.valueOf(fields.getOrDefault(prefix + "platform", "ANY"));
        Status status = Status.valueOf(fields.getOrDefault(prefix + "status", "AFFECTED"));
        List<String> versions = lines(fields.getOrDefault(prefix + "versions", ""));
        List<VersionRange> ranges = new ArrayList<>();
        for (String line : lines(fields.getOrDefault(prefix + "ranges", ""))) {
            ranges.add(range(line));
        }
        Product product = product(old, name, vendor);
        if (old != null
                && old.product().equals(product)
                && old.platform() == platform
                && old.status() == status
                && old.versions().equals(versions)
                && old.ranges().equals(ranges)) {
            return old;
        }
        List<Span> spans = new ArrayList<>();
        if (old != null) {
            spans.addAll(old.spans());
        }
        spans.add(Span.field(BY_HAND, "", name));
        return new ProductStatement(
                product,
                platform,
                status,
                old == null ? VersionScheme.GENERIC : old.scheme(),
                versions,
                ranges,
                Certainty.STATED,
                spans);
    }

    private static Product product(@Nullable ProductStatement old, String name, String vendor) {
        @Nullable String maker = vendor.isEmpty() ? null : vendor;
        return old == null
                ? Product.named(name, maker)
                : new Product(name, maker, old.product().identifiers(), old.product().aliases());
    }

    static List<String> lines(String text) {
        return text.lines()
                .flatMap(line -> Pattern.compile("[,;]").splitAsStream(line))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    /// `>=5.0|<6.0`, `<=3.4`, `*`.
    ///
    /// @throws Refused `range-unreadable`
    static VersionRange range(String text) {
        if (text.strip().equals("*")) {
            return VersionRange.ALL;
        }
        String lower = null;
        String upper = null;
        boolean lowerIn = false;
        boolean upperIn = false;
        String[] parts = text.split("\\|");
        for (String part : parts) {
            Matcher m = BOUND.matcher(part.strip());
            if (!m.matches() || m.group(1) == null || parts.length > 2) {
                throw new Refused("range-unreadable", text);
            }
            boolean inclusive = m.group(1).endsWith("=");
            if (m.group(1).startsWith("=")) {
                lower = upper = m.group(2);
                lowerIn = upperIn = true;
            } else if (m.group(1).startsWith(">") && lower == null) {
                lower = m.group(2);
                lowerIn = inclusive;
            } else if (m.group(1).startsWith("<") && upper == null) {
                upper = m.group(2);
                upperIn = inclusive;
            } else {
                throw new Refused("range-unreadable", text);
            }
        }
        return new VersionRange(lower, lowerIn, upper, upperIn);
    }
}
