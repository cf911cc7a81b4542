/**
 * Sources to artefact: {@link dev.midstream.build.Builder} runs the steps in order.
 *
 * <p>In: an app's folder. Out: {@link dev.midstream.build.Built}, whose bytes any host runs.
 *
 * <p>The steps: <i>plan</i> ({@code maven} or {@code plain}: which modules there are, in which
 * order, on which class paths), <i>compile</i> (sources read once; what changed is compiled alone
 * where that gives the same bytes; or the {@code cache} has it), <i>pack</i> (modules and libraries
 * into one file).
 *
 * <p>Invariant: the same sources, libraries, compiler settings and JDK give the same bytes,
 * wherever and whenever they are built; nothing in the app's folder is written to but the lock of
 * its libraries, except by a module's own build.
 *
 * <p>Does not: run in the serving process, load what it built, or judge whether it fits what runs.
 */
@NullMarked
package dev.midstream.build;

import org.jspecify.annotations.NullMarked;
