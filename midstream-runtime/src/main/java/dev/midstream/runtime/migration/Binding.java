package dev.midstream.runtime.migration;

import dev.midstream.runtime.migration.Rule.Source;
import dev.midstream.runtime.migration.Step.Pair;
import dev.midstream.runtime.shape.Definition.Component;
import dev.midstream.runtime.shape.Definition.Product;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Leaf;
import dev.midstream.runtime.shape.Type.Named;
import dev.midstream.runtime.shape.Written;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes converters of a plan and the classes of both ends. Used by one thread. */
final class Binding {

    private final Plan plan;
    private final Side from;
    private final Side to;
    private final SharedValues shared;
    private final Map<Pair, Converter> known = new HashMap<>();

    private Binding(Plan plan, Side from, Side to, SharedValues shared) {
        this.plan = plan;
        this.from = from;
        this.to = to;
        this.shared = shared;
    }

    /** What converts as a plan says. */
    record Bound(Converter converter, boolean flat) {}

    /**
     * Binds.
     *
     * @throws ReflectiveOperationException if a class is not what its bytecode said
     * @throws LinkageError if a class cannot be linked or initialized
     */
    static Bound bind(Plan plan, Side from, Side to, SharedValues shared)
            throws ReflectiveOperationException {
        Binding binding = new Binding(plan, from, to, shared);
        Converter converter = binding.step(plan.step());
        boolean flat = plan.rules().keySet().stream().noneMatch(binding::cyclic);
        return new Bound(converter, flat);
    }

    private Converter step(Step step) throws ReflectiveOperationException {
        return switch (step) {
            case Step.Same _ -> Simple.SAME;
            case Step.Numeric number -> number(number);
            case Step.Never never -> Simple.never(never.why());
            case Step.ByRule by -> pair(by.pair());
            case Step.Each each -> each(each);
        };
    }

    private static Converter number(Step.Numeric number) {
        Leaf to = number.to();
        String primitive = Numbers.primitive(to).orElseThrow();
        return Simple.number(primitive, to.source(), !primitive.equals(to.signature()));
    }

    private Converter each(Step.Each each) throws ReflectiveOperationException {
        Converter first = step(each.of().getFirst());
        return switch (each.container()) {
            case LIST -> Containers.list(first);
            case SET -> Containers.set(first);
            case MAP -> Containers.map(first, step(each.of().getLast()));
            case OPTIONAL, RESULT -> Containers.one(first);
            case ARRAY -> {
                Class<?> array = to.type(each.to());
                boolean sameClass = !holdsRaw(each.from()) && array.equals(from.type(each.from()));
                yield Containers.array(first, array.getComponentType(), sameClass);
            }
        };
    }

    private boolean holdsRaw(Type type) {
        return from.raw()
                && switch (type) {
                    case Leaf _ -> false;
                    case Named _ -> true;
                    case Type.Many many -> many.of().stream().anyMatch(this::holdsRaw);
                };
    }

    private Converter pair(Pair pair) throws ReflectiveOperationException {
        Converter made = known.get(pair);
        if (made != null) {
            return made;
        }
        if (from.same(pair.from(), to, pair.to())) {
            known.put(pair, Simple.SAME);
            return Simple.SAME;
        }
        boolean once = isShared(pair);
        boolean cyclic = cyclic(pair);
        if (!once && !cyclic) {
            Converter plain = rule(pair);
            known.put(pair, plain);
            return plain;
        }
        PairConverter looking = new PairConverter(cyclic, once ? shared : null);
        known.put(pair, looking);
        looking.by(rule(pair));
        return looking;
    }

    /** Only whole pairs: what a chain is derived from is kept by the chain's result. */
    private boolean isShared(Pair pair) {
        return !pair.derived()
                && (product(from, pair.from()).filter(Product::shared).isPresent()
                        || product(to, pair.to()).filter(Product::shared).isPresent());
    }

    private static Optional<Product> product(Side side, Type type) {
        return type instanceof Named named && side.definition(named) instanceof Product product
                ? Optional.of(product)
                : Optional.empty();
    }

    private Converter rule(Pair pair) throws ReflectiveOperationException {
        Rule rule = Optional.ofNullable(plan.rules().get(pair)).orElseThrow();
        return switch (rule) {
            case Rule.Nowhere nowhere -> Simple.never(nowhere.why());
            case Rule.Chain chain ->
                    Simple.chain(
                            written(from, chain.before()),
                            step(chain.across()),
                            written(to, chain.after()));
            case Rule.Constants _ -> constants(to.constants((Named) pair.to()), pair.to().source());
            case Rule.Cases cases -> cases(cases, pair);
            case Rule.Fields fields -> fields(fields, (Named) pair.from(), (Named) pair.to());
        };
    }

    private static Converter written(Side side, List<Written> methods)
            throws ReflectiveOperationException {
        Converter all = Simple.SAME;
        for (Written each : methods) {
            all = Simple.chain(all, Simple.SAME, call(side.written(each), each.toString()));
        }
        return all;
    }

    private static Converter call(MethodHandle method, String name) {
        return new Converter() {
            @Override
            Object convert(@Nullable Object value, Walk walk) throws Throwable {
                Object made = (Object) method.invokeExact(value);
                if (made == null) {
                    throw new MigrationFailed("", name + " returned null");
                }
                return made;
            }
        };
    }

    private static Converter constants(Map<String, Object> byName, String type) {
        return new Converter() {
            @Override
            @Nullable Object convert(@Nullable Object value, Walk walk) throws MigrationFailed {
                if (value == null) {
                    return null;
                }
                Object constant = byName.get(Side.constantOf(value));
                if (constant == null) {
                    throw new MigrationFailed(
                            "", type + " has no constant " + Side.constantOf(value));
                }
                return constant;
            }
        };
    }

    private Converter cases(Rule.Cases cases, Pair pair) throws ReflectiveOperationException {
        Map<Object, Converter> byCase = new HashMap<>();
        for (Map.Entry<Named, Step> each : cases.cases().entrySet()) {
            byCase.put(from.caseKey(each.getKey()), step(each.getValue()));
        }
        String type = pair.to().source();
        return new Converter() {
            private Converter of(Object value) throws MigrationFailed {
                Converter converter = byCase.get(Side.caseOf(value));
                if (converter == null) {
                    throw new MigrationFailed("", type + " has no case for " + Side.name(value));
                }
                return converter;
            }

            @Override
            @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable {
                return value == null ? null : of(value).convert(value, walk);
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                if (value != null) {
                    try {
                        of(value).locate(value, path, deeper);
                    } catch (MigrationFailed failed) {
                        throw failed(path, failed);
                    }
                }
            }

            @Override
            void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found)
                    throws Throwable {
                if (value != null) {
                    of(value).inside(value, found);
                }
            }
        };
    }

    private Converter fields(Rule.Fields fields, Named source, Named target)
            throws ReflectiveOperationException {
        List<Component> components = product(to, target).orElseThrow().components();
        if (components.size() > RecordConverter.MOST_COMPONENTS) {
            throw new ReflectiveOperationException(
                    target.source()
                            + " has "
                            + components.size()
                            + " components, at most "
                            + RecordConverter.MOST_COMPONENTS
                            + " can be converted");
        }
        RecordConverter.Slots slots = new RecordConverter.Slots();
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            Class<?> type = to.constructor(target).type().parameterType(i);
            switch (fields.sources().get(i)) {
                case Source.Missing missing -> slots.missing(component.name(), type, missing);
                case Source.Filled filled ->
                        slots.constant(component.name(), type, filling(filled, component));
                case Source.Taken taken -> {
                    MethodHandle reads = from.component(source, taken.position());
                    slots.read(component.name(), type, reads, converter(taken.step(), reads, type));
                }
            }
        }
        return new RecordConverter(from.type(source), to.constructor(target), slots.all());
    }

    /** What converts a component; empty if the JVM's own widening, or nothing, is enough. */
    private Optional<Converter> converter(Step step, MethodHandle reads, Class<?> type)
            throws ReflectiveOperationException {
        if (step instanceof Step.Numeric number
                && Numbers.holds(number.to(), number.from())
                && reads.type().returnType().isPrimitive()
                && type.isPrimitive()) {
            return Optional.empty();
        }
        Converter converter = step(step);
        return converter.identity() ? Optional.empty() : Optional.of(converter);
    }

    private Object filling(Source.Filled filled, Component component)
            throws ReflectiveOperationException {
        if (filled.byDefault().isEmpty()) {
            return Defaults.empty(filled.type());
        }
        String text = filled.byDefault().get();
        return switch (component.type()) {
            case Leaf leaf -> Defaults.value(leaf, text);
            case Named named ->
                    Optional.ofNullable(to.constants(named).get(text))
                            .orElseThrow(() -> new NoSuchFieldException(text));
            case Type.Many _ -> throw new NoSuchFieldException(text);
        };
    }

    /** Whether a type's conversion can come to the same pair again inside. */
    private boolean cyclic(Pair pair) {
        Set<Pair> seen = new HashSet<>();
        return nested(pair).anyMatch(each -> leads(each, pair, seen));
    }

    private boolean leads(Pair here, Pair wanted, Set<Pair> seen) {
        return here.equals(wanted)
                || (seen.add(here) && nested(here).anyMatch(each -> leads(each, wanted, seen)));
    }

    private Stream<Pair> nested(Pair pair) {
        return switch (plan.rules().get(pair)) {
            case Rule.Fields fields ->
                    fields.sources().stream()
                            .filter(Source.Taken.class::isInstance)
                            .flatMap(source -> pairs(((Source.Taken) source).step()));
            case Rule.Cases cases -> cases.cases().values().stream().flatMap(Binding::pairs);
            case Rule.Chain chain -> pairs(chain.across());
            case Rule.Constants _, Rule.Nowhere _ -> Stream.empty();
            case null -> Stream.empty();
        };
    }

    private static Stream<Pair> pairs(Step step) {
        return switch (step) {
            case Step.ByRule by -> Stream.of(by.pair());
            case Step.Each each -> each.of().stream().flatMap(Binding::pairs);
            case Step.Same _, Step.Numeric _, Step.Never _ -> Stream.empty();
        };
    }
}
