package dev.firebreak.formats.list;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.formats.text.IndicatorMatch;
import dev.firebreak.formats.text.IndicatorScanner;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an entry of a list is. Where everything is an indicator, a name under a top-level domain that does not officially
/// exist (`.example`, `.onion`, an internal one) is one too.
final class Values {
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:\\*\\.)?((?:[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?\\.){1,20}[\\p{L}][\\p{L}\\p{N}-]{1,62})\\.?(?::\\d{1,5})?");

    private Values() {}

    static Optional<IndicatorMatch> classify(String token) {
        Optional<IndicatorMatch> known = IndicatorScanner.classify(token);
        if (known.isPresent() || token.length() > IndicatorScanner.MAX_TOKEN || token.isBlank()) {
            return known;
        }
        String plain =
                IndicatorScanner.refang(token.strip()).strip().replaceAll("^[\"'`]|[\"'`,;]$", "");
        var host = HOST.matcher(plain);
        if (!host.matches()) {
            return Optional.empty();
        }
        return IndicatorScanner.canonical(ObservableType.DOMAIN, host.group(1))
                .map(
                        value ->
                                new IndicatorMatch(
                                        ObservableType.DOMAIN,
                                        value,
                                        0,
                                        token.length(),
                                        !plain.equals(token.strip()),
                                        true));
    }
}
