package dev.midstream.runtime.upgrade.load;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.runtime.config.ConfigError;
import dev.midstream.runtime.config.ConfigShape;
import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.graph.Descriptor.Entry;
import dev.midstream.runtime.graph.Descriptor.Provision;
import dev.midstream.runtime.graph.InstanceTypes;
import dev.midstream.runtime.graph.ModuleGraph.Binding;
import dev.midstream.runtime.graph.ModuleGraph.Source;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Creates, configures and starts the instances of one generation that are new, providers before
 * their users.
 */
final class Animator {

    private final HostTypes host;
    private final Lifecycle lifecycle;
    private final int generation;
    private final List<ModuleInstance> fresh;
    private final Map<String, ModuleInstance> byName = new HashMap<>();

    Animator(
            HostTypes host,
            Duration deadline,
            Cancellation cancellation,
            int generation,
            List<ModuleInstance> instances,
            List<ModuleInstance> fresh) {
        this.host = host;
        this.lifecycle = new Lifecycle(deadline, cancellation);
        this.generation = generation;
        this.fresh = fresh;
        instances.forEach(instance -> byName.put(instance.descriptor().name(), instance));
    }

    /** Creates and configures. */
    void create() throws Refused {
        for (ModuleInstance instance : fresh) {
            Optional<Entry> entry = instance.descriptor().entry();
            if (entry.isPresent()) {
                create(instance, entry.get());
                provide(instance, entry.get());
            }
        }
        for (ModuleInstance instance : fresh) {
            if (instance.module().isPresent()) {
                configure(instance, instance.module().get());
            }
        }
    }

    /** Starts what was created. */
    void start() throws Refused {
        for (ModuleInstance instance : fresh) {
            if (instance.module().isPresent()) {
                start(instance, instance.module().get());
            }
        }
    }

    private void create(ModuleInstance instance, Entry entry) throws Refused {
        List<Object> arguments = new ArrayList<>();
        for (Binding binding : instance.bindings()) {
            arguments.add(argument(instance, binding));
        }
        AppModule created =
                run(
                        instance,
                        "constructor",
                        LoadError.CONSTRUCTOR_FAILED,
                        () -> {
                            Class<?> type =
                                    Class.forName(entry.className(), true, instance.loader());
                            Constructor<?> constructor = type.getConstructors()[0];
                            return (AppModule) constructor.newInstance(arguments.toArray());
                        });
        instance.created(created);
    }

    private Object argument(ModuleInstance instance, Binding binding) throws Refused {
        List<Object> values = new ArrayList<>();
        for (Source source : binding.sources()) {
            values.add(
                    switch (source) {
                        case Source.OfActor(String module, String type) ->
                                ActorWiring.handle(
                                        Optional.ofNullable(byName.get(module)).orElseThrow(),
                                        type);
                        case Source.OfHost ofHost -> host.service(ofHost.type()).orElseThrow();
                        case Source.OfInstance ofInstance ->
                                instance.made()
                                        .of(InstanceTypes.of(ofInstance.type()).orElseThrow());
                        case Source.OfConfiguration configuration ->
                                configuration(instance, configuration.shape());
                        case Source.OfModule ofModule ->
                                Optional.ofNullable(byName.get(ofModule.module()))
                                        .orElseThrow()
                                        .service(ofModule.provision().method());
                    });
        }
        return binding.collects() ? List.copyOf(values) : values.getFirst();
    }

    private Object configuration(ModuleInstance instance, ConfigShape shape) throws Refused {
        return run(
                instance,
                "configuration",
                ConfigError.REJECTED,
                () -> ConfigRecords.make(shape, instance.config(), instance.loader()));
    }

    private void provide(ModuleInstance instance, Entry entry) throws Refused {
        Map<String, Object> provided = new HashMap<>();
        for (Provision provision : entry.provides()) {
            String method = provision.method();
            Optional<Object> service =
                    run(
                            instance,
                            method + "()",
                            LoadError.PROVIDES_FAILED,
                            () -> {
                                AppModule module = instance.module().orElseThrow();
                                Object made = module.getClass().getMethod(method).invoke(module);
                                return Optional.ofNullable(made);
                            });
            if (service.isEmpty()) {
                throw new Refused(
                        LoadError.PROVIDES_FAILED,
                        instance.subject(),
                        method + "() has @Provides and returned null",
                        "Return the service, or remove the method");
            }
            provided.put(method, service.get());
        }
        instance.provided(provided);
    }

    private void configure(ModuleInstance instance, AppModule module) throws Refused {
        WiringRecorder recorder =
                new WiringRecorder(
                        instance.descriptor().name(), instance.subject(), instance.loader());
        run(
                instance,
                "configure",
                LoadError.CONFIGURE_FAILED,
                () -> {
                    module.configure(recorder);
                    return recorder;
                });
        recorder.close();
        instance.configured(recorder.routes(), recorder.jobs());
        ActorWiring.bind(instance, recorder.actors());
    }

    private void start(ModuleInstance instance, AppModule module) throws Refused {
        instance.starting();
        Start start = new Starting(instance.descriptor().name(), generation);
        run(
                instance,
                "start",
                LoadError.START_FAILED,
                () -> {
                    module.start(start);
                    return start;
                });
    }

    private record Starting(String module, int generation) implements Start {}

    private <T> T run(ModuleInstance instance, String what, Code failed, Callable<T> piece)
            throws Refused {
        String named = what + " of " + instance.subject();
        try {
            return lifecycle.run(named, instance.loader(), piece);
        } catch (Lifecycle.TooSlow slow) {
            throw new Refused(
                    LoadError.TOO_SLOW,
                    instance.subject(),
                    String.valueOf(slow.getMessage()),
                    "Move long work into start, shorten it, or raise the lifecycle deadline");
        } catch (ExecutionException e) {
            throw refusal(instance, what, failed, cause(e));
        }
    }

    private static Throwable cause(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof InvocationTargetException invoked && invoked.getCause() != null
                ? invoked.getCause()
                : cause;
    }

    private static Refused refusal(
            ModuleInstance instance, String what, Code failed, Throwable cause) {
        if (cause instanceof LinkageError || cause instanceof ClassNotFoundException) {
            return new Refused(
                    LoadError.LINKAGE,
                    instance.subject(),
                    "a class does not link in its "
                            + what
                            + ": "
                            + instance.config().masked(describe(cause)),
                    "Depend on the module or library that has it, in the version it was built"
                            + " against");
        }
        return new Refused(
                failed,
                instance.subject(),
                "its " + what + " threw " + instance.config().masked(describe(cause)),
                "Mend it and upgrade again");
    }

    private static String describe(Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        return stack.length == 0 ? cause.toString() : cause + " at " + stack[0];
    }
}
