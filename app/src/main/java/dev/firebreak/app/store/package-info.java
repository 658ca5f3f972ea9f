/// PostgreSQL, embedded or by URL: the schema, and one class per table group with plain SQL.
@NullMarked
package dev.firebreak.app.store;

import org.jspecify.annotations.NullMarked;
