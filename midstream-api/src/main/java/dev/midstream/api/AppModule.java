package dev.midstream.api;

/**
 * A unit of upgrade: the one class of a Maven module that the host creates an instance of.
 *
 * <p>The class is found in bytecode: it is public, concrete, and has exactly one public
 * constructor. The constructor's parameters are what the module needs, by full generic type:
 *
 * <ul>
 *   <li>a service that another module {@link Provides}, or that an embedder has given to the host,
 *       or a {@code List<T>} of everything that provides {@code T};
 *   <li>a record that nobody provides: the module's configuration, with keys {@code
 *       module.component};
 *   <li>what the host makes for each instance, unless somebody provides it: {@link Metrics}, {@link
 *       Threads}, {@link java.util.concurrent.ExecutorService} or {@link
 *       java.util.concurrent.Executor} (a virtual thread per task), {@link java.time.Clock} or
 *       {@link java.time.InstantSource}, {@link java.util.random.RandomGenerator}.
 * </ul>
 *
 * <p>Modules of one generation hold plain references to each other.
 *
 * <p>The host calls, per instance and in this order: the constructor, each {@link Provides} method
 * once, {@link #configure}, {@link #start}, and after the last generation that contains the
 * instance is released, {@link #stop}. All on one thread of the host's, never concurrently, each
 * with a deadline. An exception or a missed deadline before the cutover refuses the upgrade and the
 * previous generation goes on serving.
 *
 * <p>The constructor, the {@link Provides} methods and {@link #configure} must be free of outside
 * effects, since the host may run them for an upgrade that is refused later, and runs them once
 * more for a copy in which the new version is warmed; {@link #start} is the place for opening
 * resources.
 *
 * @since 0.1
 */
public interface AppModule {

    /**
     * Declares what the module does at the host's doors. Declares only; nothing runs before the
     * cutover.
     *
     * @param wiring where to declare; usable only until this method returns
     */
    default void configure(Wiring wiring) {}

    /**
     * Adds to what is run before a new version serves, so that its code is compiled by then. Called
     * during an upgrade on an instance that is thrown away afterwards: it was constructed and
     * configured, and is never started.
     *
     * @param warmup where to add; usable only until this method returns
     * @throws Exception is reported; the upgrade goes on
     */
    default void warm(Warmup warmup) throws Exception {}

    /**
     * Opens what the module holds. Called before the cutover, after every module of the generation
     * is configured; what the module needs is started before it.
     *
     * @param start what is being started
     * @throws Exception to refuse the upgrade; everything started before is stopped again
     */
    default void start(Start start) throws Exception {}

    /**
     * Closes what {@link #start} opened. Called once, after the last generation that contains this
     * instance is released, also when {@link #start} failed. An exception is logged.
     */
    default void stop() {}
}
