/**
 * What a check says: a code, a subject, what was seen, what to do.
 *
 * <p>In: nothing. Out: {@link dev.midstream.runtime.finding.Finding}, and the exceptions that carry
 * findings to whoever asked.
 *
 * <p>Invariant: a code is stable for ever and stands in {@code docs/errors.md}.
 *
 * <p>Does not: decide what happens next.
 */
@NullMarked
package dev.midstream.runtime.finding;

import org.jspecify.annotations.NullMarked;
