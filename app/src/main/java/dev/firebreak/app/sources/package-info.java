/// Ways by which estates report by themselves: upload, folder, HTTP, _bulk, syslog, osquery.
@NullMarked
package dev.firebreak.app.sources;

import org.jspecify.annotations.NullMarked;
