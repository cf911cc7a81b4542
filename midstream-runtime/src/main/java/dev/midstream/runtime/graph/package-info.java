/**
 * What an app consists of, read from bytecode before any of it runs.
 *
 * <p>In: an artefact's jars. Out: {@link dev.midstream.runtime.graph.ModuleGraph}: the modules,
 * what each needs and provides, who provides it, and in which order instances come to life.
 *
 * <p>Invariant: a graph that exists is complete: every need is bound, nothing is ambiguous,
 * services form no cycle.
 *
 * <p>Does not: load or run anything.
 */
@NullMarked
package dev.midstream.runtime.graph;

import org.jspecify.annotations.NullMarked;
