package dev.firebreak.core.allow;

import dev.firebreak.core.allow.AllowLists.Hit;
import dev.firebreak.core.net.Cidr;
import dev.firebreak.core.net.CidrSet;
import dev.firebreak.core.net.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Addresses that betray nothing.
final class AddressLists {
    /// Wider blocks hold so many machines that meeting one says nothing.
    private static final int WIDEST_V4 = 12;

    private static final int WIDEST_V6 = 24;

    private final CidrSet special = CidrSet.of(blocks("special-ranges.txt"));
    private final CidrSet shared = CidrSet.of(blocks("shared-addresses.txt"));
    private final Set<IpAddress> resolvers = new HashSet<>();

    AddressLists() {
        for (String line : NameList.lines("public-resolvers.txt")) {
            IpAddress.parse(line).ifPresent(resolvers::add);
        }
    }

    private static List<Cidr> blocks(String file) {
        List<Cidr> blocks = new ArrayList<>();
        for (String line : NameList.lines(file)) {
            blocks.add(
                    Cidr.parse(line.split(" ", 2)[0])
                            .orElseThrow(() -> new IllegalStateException(file + ": " + line)));
        }
        return blocks;
    }

    /// @return null if the text is no address or stands on no list
    @Nullable Hit check(String text) {
        Optional<Cidr> parsed = Cidr.parse(text);
        if (parsed.isEmpty()) {
            return null;
        }
        Cidr block = parsed.get();
        if (special.contains(block)) {
            return new Hit(
                    "special-ranges",
                    "is a private, documentation or otherwise reserved address",
                    "ist eine private, Dokumentations- oder sonst reservierte Adresse");
        }
        boolean v4 = block.first().isV4() && block.length() >= 96;
        if (v4 ? block.length() - 96 < WIDEST_V4 : block.length() < WIDEST_V6) {
            return new Hit(
                    "too-wide",
                    "is too wide a block to mean anything",
                    "ist ein zu großer Adressblock, um etwas zu besagen");
        }
        if (block.isSingle() && resolvers.contains(block.first())) {
            return new Hit(
                    "public-resolvers",
                    "is a public DNS resolver",
                    "ist ein öffentlicher DNS-Resolver");
        }
        if (shared.contains(block)) {
            return new Hit(
                    "shared-addresses",
                    "is an address of a content network behind which many unrelated sites answer",
                    "ist die Adresse eines Verteilnetzes, hinter der viele fremde Angebote antworten");
        }
        return null;
    }
}
