package dev.firebreak.app.api;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.security.Open;
import dev.firebreak.app.security.Problems;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Writes the OpenAPI 3.1 description from the endpoints themselves, so that it cannot say anything else than they do.
final class OpenApi {
    private final RequestMappingHandlerMapping mapping;
    private final Map<String, Object> schemas = new TreeMap<>();

    OpenApi(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    Map<String, Object> describe() {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> e :
                mapping.getHandlerMethods().entrySet()) {
            for (String path : e.getKey().getPatternValues()) {
                if (!path.startsWith("/api/v1") && !path.equals("/health")) {
                    continue;
                }
                for (RequestMethod method : e.getKey().getMethodsCondition().getMethods()) {
                    paths.computeIfAbsent(path, p -> new TreeMap<>())
                            .put(
                                    method.name().toLowerCase(Locale.ROOT),
                                    operation(path, e.getValue()));
                }
            }
        }
        schema(Problems.Problem.class);
        Map<String, Object> bearer = Map.of("type", "http", "scheme", "bearer");
        return map(
                "openapi", "3.1.0",
                "info",
                        map(
                                "title",
                                "Firebreak",
                                "version",
                                "1",
                                "description",
                                "Who is affected by a warning, who was contacted, what is unknown, and who"
                                        + " still has to act. Lists are paginated by `after`; writes take an"
                                        + " `Idempotency-Key`; errors are RFC 9457 problems.",
                                "license",
                                map("name", "Apache-2.0", "identifier", "Apache-2.0")),
                "servers", List.of(map("url", "/")),
                "security", List.of(map("token", List.of())),
                "paths", paths,
                "components", map("schemas", schemas, "securitySchemes", map("token", bearer)));
    }

    private Map<String, Object> operation(String path, HandlerMethod handler) {
        Map<String, Object> operation = new LinkedHashMap<>();
        String area = handler.getBeanType().getSimpleName().replaceAll("Api$", "");
        operation.put("operationId", area + "." + handler.getMethod().getName());
        operation.put("tags", List.of(area));
        Says says = handler.getMethodAnnotation(Says.class);
        operation.put("summary", says == null ? "" : says.value());
        Needs needs = handler.getMethodAnnotation(Needs.class);
        if (needs != null) {
            operation.put("description", "Needs the permission `" + needs.value().scope() + "`.");
        }
        if (handler.hasMethodAnnotation(Open.class)) {
            operation.put("security", List.of());
        }
        List<Object> parameters = new ArrayList<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            parameter(parameter, parameters, operation);
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put("responses", responses(handler, says));
        return operation;
    }

    private void parameter(
            MethodParameter parameter, List<Object> parameters, Map<String, Object> operation) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (parameter.getParameterType() == Viewer.class) {
            return;
        }
        if (query != null && parameter.getParameterType() == MultipartFile.class) {
            operation.put(
                    "requestBody",
                    map(
                            "required",
                            true,
                            "content",
                            map(
                                    "multipart/form-data",
                                    map(
                                            "schema",
                                            map(
                                                    "type",
                                                    "object",
                                                    "properties",
                                                    map(
                                                            query.name(),
                                                            map(
                                                                    "type", "string",
                                                                    "format", "binary")))))));
        } else if (query != null) {
            parameters.add(named(query.name(), "query", query.required(), parameter));
        } else if (path != null) {
            parameters.add(named(path.name(), "path", true, parameter));
        } else if (header != null) {
            parameters.add(named(header.name(), "header", header.required(), parameter));
        } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
            String type =
                    parameter.getParameterType() == byte[].class
                                    || parameter.getParameterType() == String.class
                            ? "application/octet-stream"
                            : "application/json";
            operation.put(
                    "requestBody",
                    map(
                            "required",
                            true,
                            "content",
                            map(type, map("schema", schema(parameter.getGenericParameterType())))));
        }
    }

    private Map<String, Object> named(
            String name, String in, boolean required, MethodParameter parameter) {
        return map(
                "name", name,
                "in", in,
                "required", required,
                "schema", schema(parameter.getGenericParameterType()));
    }

    private Map<String, Object> responses(HandlerMethod handler, @Nullable Says says) {
        Map<String, Object> responses = new LinkedHashMap<>();
        Type type = handler.getMethod().getGenericReturnType();
        if (says != null && says.answer() != void.class) {
            type = says.answer();
        } else if (type instanceof ParameterizedType p && p.getRawType() == ResponseEntity.class) {
            type = p.getActualTypeArguments()[0];
        }
        boolean empty = type == void.class || type == Void.class;
        responses.put(
                empty ? "204" : "2XX",
                empty
                        ? map("description", "Done.")
                        : map(
                                "description",
                                "The answer.",
                                "content",
                                map("application/json", map("schema", schema(type)))));
        responses.put(
                "default",
                map(
                        "description",
                        "A problem (RFC 9457).",
                        "content",
                        map(Problems.TYPE, map("schema", schema(Problems.Problem.class)))));
        return responses;
    }

    private Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType p) {
            Class<?> raw = (Class<?>) p.getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                return map("type", "array", "items", schema(p.getActualTypeArguments()[0]));
            }
            if (raw == Slices.Slice.class) {
                return map(
                        "type", "object",
                        "required", List.of("items"),
                        "properties",
                                map(
                                        "items",
                                                map(
                                                        "type",
                                                        "array",
                                                        "items",
                                                        schema(p.getActualTypeArguments()[0])),
                                        "next", map("type", List.of("string", "null"))));
            }
            return map("type", "object");
        }
        Class<?> plain = type instanceof Class<?> c ? c : Object.class;
        if (plain.isEnum()) {
            return map(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(plain.getEnumConstants()).map(Object::toString).toList());
        }
        if (plain.isRecord()) {
            return record(plain);
        }
        return simple(plain);
    }

    private static Map<String, Object> simple(Class<?> type) {
        if (type == String.class || type == char.class) {
            return map("type", "string");
        }
        if (type == long.class
                || type == Long.class
                || type == int.class
                || type == Integer.class) {
            return map(
                    "type",
                    "integer",
                    "format",
                    type == int.class || type == Integer.class ? "int32" : "int64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return map("type", "boolean");
        }
        if (type == double.class || type == Double.class || type == BigDecimal.class) {
            return map("type", "number");
        }
        if (type == Instant.class) {
            return map("type", "string", "format", "date-time");
        }
        if (type == LocalDate.class) {
            return map("type", "string", "format", "date");
        }
        if (type == byte[].class) {
            return map("type", "string", "format", "binary");
        }
        return map("type", "object");
    }

    private Map<String, Object> record(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String name =
                (outer == null ? "" : outer.getSimpleName().replaceAll("Api$", "") + ".")
                        + type.getSimpleName();
        Map<String, Object> reference = map("$ref", "#/components/schemas/" + name);
        if (schemas.containsKey(name)) {
            return reference;
        }
        schemas.put(name, Map.of()); // stands for itself while its own parts are described
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            Map<String, Object> schema = new LinkedHashMap<>(schema(component.getGenericType()));
            if (nullable && schema.get("type") instanceof String single) {
                schema.put("type", List.of(single, "null"));
            }
            Says says = component.getAnnotation(Says.class);
            if (says != null) {
                schema.put("description", says.value());
            }
            properties.put(component.getName(), schema);
            if (!nullable) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = map("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schemas.put(name, schema);
        return reference;
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
