/// Who may do what: roles, permissions, and the person or machine that asks.
@NullMarked
package dev.firebreak.app.access;

import org.jspecify.annotations.NullMarked;
