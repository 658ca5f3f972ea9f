package dev.firebreak.app.api;

import dev.firebreak.app.store.Refused;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/// Refuses a body that leaves out what it must have: everything that is not declared to be absent at times, as the
/// description of the interface says it too.
@RestControllerAdvice
public final class WholeBodies extends RequestBodyAdviceAdapter {
    @Override
    public boolean supports(
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return parameter.getParameterType().isRecord();
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage input,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        check(body, "");
        return body;
    }

    private static void check(Object value, String place) {
        if (value instanceof Collection<?> all) {
            for (Object each : all) {
                if (each != null) {
                    check(each, place);
                }
            }
            return;
        }
        if (!value.getClass().isRecord()) {
            return;
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = read(component, value);
            String name = place.isEmpty() ? component.getName() : place + "." + component.getName();
            if (part != null) {
                if (component
                        .getDeclaringRecord()
                        .getPackageName()
                        .startsWith("dev.firebreak.app")) {
                    check(part, name);
                }
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new Refused("field-missing", name);
            }
        }
    }

    private static @Nullable Object read(RecordComponent component, Object value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e); // an accessor of a record reads a field
        }
    }
}
