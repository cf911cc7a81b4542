package dev.midstream.api;

/**
 * What {@link AppModule#start} is told.
 *
 * @since 0.1
 */
public interface Start {

    /** The name of the module that is started: its Maven artifactId. */
    String module();

    /** The number of the generation that the instance is created for; later ones may reuse it. */
    int generation();
}
