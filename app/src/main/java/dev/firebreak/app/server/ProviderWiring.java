package dev.firebreak.app.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/// The OpenID provider of the settings. It is asked for its addresses at the first sign-in, not at the start: a provider
/// that is down must not keep the server down.
final class ProviderWiring implements ClientRegistrationRepository {
    /// Name of the provider in addresses, `/oauth2/authorization/agency`.
    static final String ID = "agency";

    private final ServerSettings settings;
    private volatile @Nullable ClientRegistration known;

    ProviderWiring(ServerSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ID)) {
            return null;
        }
        ClientRegistration present = known;
        if (present == null) {
            present = ask();
            known = present;
        }
        return present;
    }

    private ClientRegistration ask() {
        try {
            String base = settings.text("public.url", "{baseUrl}");
            String secret = settings.secret("oidc.client-secret-file");
            return ClientRegistrations.fromIssuerLocation(settings.text("oidc.issuer", ""))
                    .registrationId(ID)
                    .clientId(settings.text("oidc.client-id", "firebreak"))
                    .clientSecret(secret == null ? "" : secret)
                    .redirectUri(base + "/login/oauth2/code/" + ID)
                    .scope("openid", "profile", "email")
                    .userNameAttributeName("sub")
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the provider's client secret cannot be read: " + e.getMessage(), e);
        }
    }
}
