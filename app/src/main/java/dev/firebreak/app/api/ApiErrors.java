package dev.firebreak.app.api;

import dev.firebreak.app.room.EstateAwayException;
import dev.firebreak.app.security.PermissionCheck;
import dev.firebreak.app.security.Problems;
import dev.firebreak.app.store.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// Every error of the REST interface as RFC 9457 problem; pages get an error page instead.
@RestControllerAdvice
public final class ApiErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    /// A class with its package.
    private static final Pattern QUALIFIED = Pattern.compile("(?:\\w+\\.)+([A-Z]\\w*)");

    /// What a code means in HTTP; codes not named here are 422: understood, but not possible.
    private static int status(String code) {
        return switch (code) {
            case "not-found" -> 404;
            case "not-allowed" -> 403;
            case "changed-meanwhile",
                    "idempotency-key-reused",
                    "organisation-key-taken",
                    "login-taken" ->
                    409;
            case "field-missing" -> 400;
            case "too-large" -> 413;
            case "encoding-unknown" -> 415;
            case "too-many-requests" -> 429;
            default -> 422;
        };
    }

    @ExceptionHandler
    void refused(Refused e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(request, response, status(e.code()), e.code(), e.subject());
    }

    @ExceptionHandler({
        HttpMessageNotReadableException.class,
        MethodArgumentTypeMismatchException.class,
        MultipartException.class
    })
    void unreadable(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(request, response, 400, "unreadable", rootMessage(e));
    }

    @ExceptionHandler
    void tooLarge(
            MaxUploadSizeExceededException e,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        answer(request, response, 413, "too-large", "");
    }

    @ExceptionHandler
    void other(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            return; // the reader went away in the middle
        }
        if (e instanceof DataAccessResourceFailureException
                || e instanceof CannotCreateTransactionException) {
            LOG.error("request {} {} found no database", request.getMethod(), pattern(request));
            response.setHeader("Retry-After", "5");
            answer(request, response, 503, "database-unavailable", "");
            return;
        }
        if (e instanceof EstateAwayException || e.getCause() instanceof EstateAwayException) {
            LOG.error(
                    "request {} {} found no estate: {}",
                    request.getMethod(),
                    pattern(request),
                    e.getMessage());
            response.setHeader("Retry-After", "30");
            answer(request, response, 503, "estate-away", "");
            return;
        }
        if (e instanceof InvalidParameterException) {
            answer(request, response, 400, "unreadable", "a parameter is not well encoded");
            return;
        }
        if (e instanceof ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            answer(request, response, status.value(), code(status), "");
            return;
        }
        LOG.error("request {} {} failed", request.getMethod(), pattern(request), e);
        answer(request, response, 500, "internal", "");
    }

    private static String code(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case CONTENT_TOO_LARGE -> "too-large";
            default -> status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        };
    }

    private static void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            String detail)
            throws IOException {
        if (PermissionCheck.isPage(request)) {
            request.setAttribute("firebreak.problem", code);
            request.setAttribute("firebreak.detail", detail);
            response.sendError(status);
        } else {
            Problems.write(response, status, code, detail);
        }
    }

    /// The endpoint, not the address: addresses may hold what must not be logged.
    private static Object pattern(HttpServletRequest request) {
        Object pattern =
                request.getAttribute(
                        org.springframework.web.servlet.HandlerMapping
                                .BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "?" : pattern;
    }

    /// What is wrong with the input, without the names of our classes and methods.
    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof HttpMessageNotReadableException) {
            return "a body is needed";
        }
        String where = "";
        if (cause instanceof DatabindException bound) {
            where =
                    bound.getPath().stream()
                            .map(
                                    p ->
                                            p.getPropertyName() == null
                                                    ? Integer.toString(p.getIndex())
                                                    : p.getPropertyName())
                            .collect(Collectors.joining("."));
        }
        String plain =
                cause instanceof JacksonException json
                        ? json.getOriginalMessage()
                        : String.valueOf(cause.getMessage());
        String message =
                (where.isEmpty() ? "" : where + ": ") + QUALIFIED.matcher(plain).replaceAll("$1");
        int line = message.indexOf('\n');
        String first = line < 0 ? message : message.substring(0, line);
        return first.length() > 300 ? first.substring(0, 300) : first;
    }
}
