package dev.firebreak.app.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One plain sentence about an endpoint or a field, for the OpenAPI description.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Says {
    String value();

    /// What a write answers with, where the method's return type does not tell.
    Class<?> answer() default void.class;
}
