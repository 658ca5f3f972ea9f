/// Fetching a warning by its address: the only outgoing call of the server besides signing in at a provider, and off
/// unless hosts are configured.
@NullMarked
package dev.firebreak.app.fetch;

import org.jspecify.annotations.NullMarked;
