package dev.midstream.testkit;

import dev.midstream.runtime.Midstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Describes a host for a test. Used by one thread. */
public final class TestHostBuilder {

    private final Path app;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<Consumer<Midstream.Builder>> describes = new ArrayList<>();

    TestHostBuilder(Path app) {
        this.app = app;
    }

    /**
     * A value of a module's configuration, as in {@code HOME/midstream.properties}.
     *
     * @param key {@code module.component}
     */
    public TestHostBuilder configure(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Types that the test shares with the app's modules; see {@link Midstream.Builder}. */
    public TestHostBuilder contract(Class<?>... types) {
        describes.add(builder -> builder.contract(types));
        return this;
    }

    /** Something of the test's that modules may ask for in their constructors. */
    public <T> TestHostBuilder provide(Class<T> type, T service) {
        describes.add(builder -> builder.provide(type, service));
        return this;
    }

    /**
     * Starts it.
     *
     * @throws AssertionError with all that is wrong with the app
     */
    public TestHost start() {
        return TestHost.start(this);
    }

    Path app() {
        return app;
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    List<Consumer<Midstream.Builder>> describes() {
        return List.copyOf(describes);
    }
}
