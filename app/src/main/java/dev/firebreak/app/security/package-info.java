/// Who is asking and what they may do: roles, permissions, sign-in, tokens.
@NullMarked
package dev.firebreak.app.security;

import org.jspecify.annotations.NullMarked;
