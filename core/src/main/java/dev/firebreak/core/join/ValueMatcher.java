package dev.firebreak.core.join;

import dev.firebreak.core.net.Cidr;
import dev.firebreak.core.net.IpAddress;
import java.util.Optional;

/// Compares addresses with blocks and URLs with URL prefixes; hands products to another matcher.
public final class ValueMatcher implements Matcher {
    private final Matcher products;

    public ValueMatcher(Matcher products) {
        this.products = products;
    }

    /// For runs without inventories: a product never meets.
    public ValueMatcher() {
        this((_, _) -> Answer.NO);
    }

    @Override
    public Answer meets(KeyedIndicator indicator, String value) {
        return switch (indicator.key().kind()) {
            case DOMAIN, ADDRESS, EMAIL, HASH, FILENAME -> Answer.YES;
            case BLOCK -> answer(block(indicator.pattern(), value));
            case URL_HOST -> answer(url(indicator.pattern(), value));
            case PRODUCT -> products.meets(indicator, value);
        };
    }

    private static boolean block(String pattern, String value) {
        Optional<Cidr> block = Cidr.parse(pattern);
        Optional<IpAddress> address = IpAddress.parse(value);
        return block.isPresent() && address.isPresent() && block.get().contains(address.get());
    }

    private static boolean url(String pattern, String value) {
        Urls.Parts p = Urls.split(pattern);
        Urls.Parts v = Urls.split(value);
        return p != null && v != null && Urls.below(p, v);
    }

    private static Answer answer(boolean yes) {
        return yes ? Answer.YES : Answer.NO;
    }
}
