package dev.firebreak.app.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The caller proves itself in the body, as a protocol that is not ours has it (osquery's TLS endpoints). The endpoint
/// itself must check the key and tell nothing to who has none; a test tries each without.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KeyInBody {}
