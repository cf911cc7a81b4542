/**
 * An ordinary Maven project, read as Maven reads it, turned into a plan.
 *
 * <p>In: a root pom. Out: {@link dev.midstream.build.project.Plan}, with every library resolved to
 * a file.
 *
 * <p>The steps: <i>reactor</i> (which poms), <i>effective models</i>, <i>dependency trees</i> by
 * Maven Resolver, then per module the question whether its build is understood; if not, it is left
 * to {@link dev.midstream.build.maven.OwnBuild}.
 *
 * <p>Invariant: modules of the app resolve to each other and never to a repository.
 *
 * <p>Does not: run plugins in this process.
 */
@NullMarked
package dev.midstream.build.maven;

import org.jspecify.annotations.NullMarked;
