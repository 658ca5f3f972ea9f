package dev.firebreak.core.allow;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The allow-lists: what is so common or so harmless that meeting it betrays nothing. Immutable; thread-safe.
///
/// A suppressed indicator is never dropped silently: the answer lists it with the reason, and it can be forced.
public final class AllowLists {
    private final HostLists hosts = new HostLists();
    private final AddressLists addresses = new AddressLists();
    private final FileLists files = new FileLists();

    private AllowLists() {}

    private static final class Bundled {
        static final AllowLists INSTANCE = new AllowLists();
    }

    /// The lists that come with Firebreak; read once, on first use.
    public static AllowLists bundled() {
        return Bundled.INSTANCE;
    }

    /// Whether and why an indicator should not be used; empty if it should. A forced one yields a suppression with
    /// `forced` set, so that the answer can still name the reason.
    public Optional<Suppression> check(Indicator indicator, AllowContext context) {
        Hit hit = hit(indicator, context);
        if (hit == null) {
            return Optional.empty();
        }
        boolean forced = context.isForced(indicator.value());
        return Optional.of(
                new Suppression(indicator, hit.list, hit.reason(indicator.value()), forced));
    }

    /// Whether a URL indicator may also be met by its host alone (a DNS look-up tells no path). Not on hosts that many
    /// people share, that many machines meet, or that belong to the maker itself.
    ///
    /// @param host in canonical form; an IP address is allowed too
    public boolean hostSpeaksForUrl(String host, AllowContext context) {
        Hit address = addresses.check(host);
        return address == null && hosts.check(host, context) == null;
    }

    private @Nullable Hit hit(Indicator indicator, AllowContext context) {
        String value = indicator.value();
        return switch (indicator.type()) {
            case DOMAIN -> hosts.check(value, context);
            case URL -> hosts.checkUrl(value, indicator.certainty(), context, addresses);
            case IPV4, IPV6 -> addresses.check(value);
            case EMAIL -> hosts.checkEmail(value, context);
            case MD5, SHA1, SHA256 -> files.checkHash(value);
            case FILENAME -> files.checkName(value);
        };
    }

    /// A list that holds the value.
    ///
    /// @param english why, to be put after the value
    record Hit(String list, String english, String german) {
        Reason reason(String value) {
            return new Reason(
                    "allow-" + list, value + " " + english + ".", value + " " + german + ".");
        }
    }
}
