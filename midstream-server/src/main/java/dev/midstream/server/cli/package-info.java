/**
 * The command line: one class per verb, and how a verb reports.
 *
 * <p>In: parsed arguments. Out: a {@link dev.midstream.server.cli.CliReport}, as one JSON object or
 * as lines for people, and an exit code.
 *
 * <p>Invariant: every verb ends with a report; with {@code --json} it is the last line of stdout.
 *
 * <p>Does not: serve; {@code run} only prepares the serving process.
 */
@NullMarked
package dev.midstream.server.cli;

import org.jspecify.annotations.NullMarked;
