package dev.firebreak.app.fetch;

import dev.firebreak.app.store.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Fetches one document within bounds of size, time and place. What a host's name was looked up to is checked and then
/// connected to, with no second look-up in between. Redirects are followed only to what may itself be fetched.
public final class WarningFetcher implements AutoCloseable {
    /// Redirects followed.
    static final int MAX_REDIRECTS = 3;

    /// Most fetches at once; further ones are refused.
    static final int MAX_AT_ONCE = 4;

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    private final FetchRules rules;
    private final int maxBytes;
    private final Duration limit;
    private final CloseableHttpClient http;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE);

    /// What was fetched.
    ///
    /// @param url where it was in the end
    public record Fetched(URI url, byte[] content) {}

    /// @param maxBytes largest document, after any compression
    /// @param limit of the whole, redirects included
    /// @param tls whom to trust, absent for the usual authorities
    public WarningFetcher(
            FetchRules rules, int maxBytes, Duration limit, @Nullable SSLContext tls) {
        this.rules = rules;
        this.maxBytes = maxBytes;
        this.limit = limit;
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(rules))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(CONNECT)
                                        .setSocketTimeout(SILENCE)
                                        .build());
        if (tls != null) {
            connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls));
        }
        this.http =
                HttpClients.custom()
                        .setConnectionManager(connections.build())
                        .setDefaultRequestConfig(
                                RequestConfig.custom().setResponseTimeout(SILENCE).build())
                        .setUserAgent("Firebreak")
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .build();
    }

    public boolean on() {
        return rules.on();
    }

    /// Fetches it.
    ///
    /// @throws Refused `fetch-off`, `url-not-allowed`, `url-unreachable` (with the reason), `too-large`,
    ///     `too-many-requests`
    public Fetched fetch(String text) {
        URI url = rules.check(text);
        if (!room.tryAcquire()) {
            throw new Refused("too-many-requests", "");
        }
        FutureTask<Fetched> task = new FutureTask<>(() -> follow(url));
        Thread.ofVirtual().name("fetch").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("url-unreachable", "interrupted");
        } catch (TimeoutException e) {
            throw new Refused("url-unreachable", "no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new Refused("url-unreachable", reason(e.getCause()));
        } finally {
            stop(task);
            room.release();
        }
    }

    private static void stop(Future<?> task) {
        task.cancel(true);
    }

    private Fetched follow(URI first) throws IOException {
        URI url = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpGet request = new HttpGet(url);
            request.setHeader("Accept", "application/json, text/*;q=0.9, */*;q=0.5");
            Step step = step(request, url);
            if (step.content() != null) {
                return new Fetched(url, step.content());
            }
            url = rules.check(url.resolve(step.onward()).toString());
        }
        throw new Refused("url-unreachable", "more than " + MAX_REDIRECTS + " redirects");
    }

    /// A document, or where to look on.
    private record Step(byte @Nullable [] content, String onward) {}

    private Step step(HttpGet request, URI asked) throws IOException {
        ClassicHttpResponse response = http.executeOpen(null, request, null);
        try {
            int status = response.getCode();
            Header location = response.getFirstHeader("Location");
            if (status / 100 == 3 && location != null) {
                return new Step(null, location.getValue());
            }
            HttpEntity entity = response.getEntity();
            if (status != 200 || entity == null) {
                throw new IOException(asked.getHost() + " answered " + status);
            }
            byte[] content = entity.getContent().readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new Refused("too-large", asked.toString());
            }
            return new Step(content, "");
        } finally {
            end(request, response);
        }
    }

    /// Closes the connection: what else would come is not read.
    private static void end(HttpGet request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException _) {
            return; // it tries to read on, and the connection is closed
        }
    }

    private static String reason(@Nullable Throwable e) {
        if (e == null) {
            return "unknown";
        }
        String message = e.getMessage();
        return e instanceof UnknownHostException
                ? "unknown host"
                : message == null ? e.getClass().getSimpleName() : message;
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    /// Yields only addresses that were checked; the client connects to no other.
    private record CheckedResolver(FetchRules rules) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            rules.check(host, found);
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
