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

/// Counts requests per client address and minute; sign-ins have a smaller allowance of their own.
public final class RateLimit extends OncePerRequestFilter {
    private static final int SIGN_INS = 60;

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
        String key = (signIn ? "s " : "r ") + request.getRemoteAddr();
        int most = signIn ? Math.min(SIGN_INS, perMinute) : perMinute;
        if (perMinute < 1_000_000
                && counts.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet() > most) {
            response.setHeader("Retry-After", "60");
            Problems.write(response, 429, "too-many-requests", "");
            return;
        }
        chain.doFilter(request, response);
    }
}
