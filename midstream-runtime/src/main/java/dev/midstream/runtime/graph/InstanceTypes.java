package dev.midstream.runtime.graph;

import dev.midstream.api.Metrics;
import dev.midstream.api.Threads;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What any module may ask for, since the host makes it for each instance. */
public final class InstanceTypes {

    /** The classes. */
    public static final List<Class<?>> CLASSES =
            List.of(
                    Metrics.class,
                    Threads.class,
                    ExecutorService.class,
                    Executor.class,
                    Clock.class,
                    InstantSource.class,
                    RandomGenerator.class);

    /** Their identities. */
    static final Set<ServiceType> ALL =
            CLASSES.stream().map(ServiceType::of).collect(Collectors.toUnmodifiableSet());

    private InstanceTypes() {}

    /** The class of an identity; empty if the host makes nothing of that type. */
    public static java.util.Optional<Class<?>> of(ServiceType type) {
        return CLASSES.stream()
                .filter(known -> ServiceType.of(known).equals(type))
                .<Class<?>>map(known -> known)
                .findFirst();
    }
}
