package dev.firebreak.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts requests per client address and minute; refused sign-ins have a smaller allowance of their own. Many people
/// and machines may share one address, so the allowance is meant against floods, not for fairness among them.
public final class RateLimit extends OncePerRequestFilter {
    /// Where a refused sign-in is sent.
    public static final String REFUSED = "/sign-in?refused";

    private static final int REFUSED_SIGN_INS = 60;

    /// An allowance so large that nothing is counted.
    private static final int UNLIMITED = 1_000_000;

    /// Addresses counted at once; beyond it counting starts anew.
    private static final int MAX_ADDRESSES = 100_000;

    private final int perMinute;
    private final Clock clock;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private volatile long minute;

    public RateLimit(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long now = clock.millis() / 60_000;
        if (now != minute || counts.size() > MAX_ADDRESSES) {
            counts.clear();
            minute = now;
        }
        boolean signIn =
                request.getMethod().equals("POST") && request.getRequestURI().equals("/sign-in");
        String address = request.getRemoteAddr();
        boolean limited = perMinute < UNLIMITED;
        if (limited
                && (count("r " + address).incrementAndGet() > perMinute
                        || signIn && count("s " + address).get() >= REFUSED_SIGN_INS)) {
            response.setHeader("Retry-After", "60");
            Problems.write(response, 429, "too-many-requests", "");
            return;
        }
        chain.doFilter(request, response);
        if (limited && signIn && wasRefused(response)) {
            count("s " + address).incrementAndGet();
        }
    }

    private AtomicInteger count(String key) {
        return counts.computeIfAbsent(key, _ -> new AtomicInteger());
    }

    private static boolean wasRefused(HttpServletResponse response) {
        String to = response.getHeader("Location");
        return to != null && to.endsWith(REFUSED);
    }
}
