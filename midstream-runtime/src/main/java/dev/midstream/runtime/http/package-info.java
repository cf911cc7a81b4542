/**
 * The routes of a generation: declared by modules, found by doors.
 *
 * <p>In: what modules declare through {@link dev.midstream.api.Http}. Out: {@link
 * dev.midstream.runtime.http.Router}, immutable, one per generation.
 *
 * <p>Invariant: a router never changes after it is built, so a request sees one table.
 *
 * <p>Does not: parse HTTP; that is the door's work.
 */
@NullMarked
package dev.midstream.runtime.http;

import org.jspecify.annotations.NullMarked;
