/**
 * What a module is configured with: records, the texts they are made of, and where those stand.
 *
 * <p>In: record classes as bytecode shows them, and settings from the artefact, the home and the
 * environment. Out: a {@link dev.midstream.runtime.config.Configuration}, checked, before any class
 * of the app is loaded.
 *
 * <p>Invariant: a configuration that exists can be made into its records, as far as types go, and a
 * secret's text is in no message, digest or file that this package writes.
 *
 * <p>Does not: create the records; the stage load does.
 *
 * <p>Refuses with: {@code MS-CONFIG-*}.
 */
@NullMarked
package dev.midstream.runtime.config;

import org.jspecify.annotations.NullMarked;
