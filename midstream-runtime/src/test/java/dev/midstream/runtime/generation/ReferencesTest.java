package dev.midstream.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.finding.MidstreamException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    /** What an interface can have. */
    public interface Everything extends Parent<String> {
        boolean bool(boolean a);

        byte tiny(byte a);

        short small(short a);

        char sign(char a);

        int whole(int a);

        long big(long a, int b, long c);

        float real(float a);

        double mixed(double a, int b, float c, long d, Object e, double f);

        String text(String a);

        int[] numbers(int[] a);

        String[][] table(String[][] a);

        <T extends Comparable<T>> T max(List<? extends T> of);

        void nothing(List<String> into);

        String all(String... parts);

        void fails(Exception with) throws IOException, InterruptedException;

        default String greeting(String name) {
            return "Hello " + name + sign('!');
        }

        static int ofTheInterface() {
            return 42;
        }

        @Override
        boolean equals(Object other);
    }

    /** Brings a bridge: {@code parent(Object)} and {@code parent(String)}. */
    public interface Parent<T> {
        T parent(T value);
    }

    /** Provided by nobody. */
    public interface Other {}

    /** No interface. */
    public abstract static class NoInterface {}

    /** Not public. */
    interface Hidden {}

    /** Sealed. */
    public sealed interface Closed permits Only {}

    record Only() implements Closed {}

    static class Impl implements Everything {
        final String name;

        Impl(String name) {
            this.name = name;
        }

        @Override
        public boolean bool(boolean a) {
            return !a;
        }

        @Override
        public byte tiny(byte a) {
            return (byte) (a + 1);
        }

        @Override
        public short small(short a) {
            return (short) (a + 1);
        }

        @Override
        public char sign(char a) {
            return a;
        }

        @Override
        public int whole(int a) {
            return a + 1;
        }

        @Override
        public long big(long a, int b, long c) {
            return a * 100 + b * 10L + c;
        }

        @Override
        public float real(float a) {
            return a / 2;
        }

        @Override
        public double mixed(double a, int b, float c, long d, Object e, double f) {
            return a + b + c + d + ((Number) e).intValue() + f;
        }

        @Override
        public String text(String a) {
            return name + a;
        }

        @Override
        public int[] numbers(int[] a) {
            return a;
        }

        @Override
        public String[][] table(String[][] a) {
            return a;
        }

        @Override
        public <T extends Comparable<T>> T max(List<? extends T> of) {
            return Collections.max(of);
        }

        @Override
        public void nothing(List<String> into) {
            into.add(name);
        }

        @Override
        public String all(String... parts) {
            return Arrays.toString(parts);
        }

        @Override
        public void fails(Exception with) throws IOException, InterruptedException {
            switch (with) {
                case IOException e -> throw e;
                case InterruptedException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new AssertionError(with);
            }
        }

        @Override
        public String parent(String value) {
            return "child " + value;
        }
    }

    private static final HostTypes HOST =
            new HostTypes(
                    List.of(
                            Everything.class,
                            Other.class,
                            NoInterface.class,
                            Hidden.class,
                            Closed.class),
                    Map.of());

    private static Generation generation(int number, Everything service) {
        return Loads.empty(
                number, service, "no Other", new NoInterface() {}, new Hidden() {}, new Only());
    }

    private final Generation one = generation(1, new Impl("one "));
    private final Gate gate = new Gate(one);
    private final References references = new References(gate, HOST);
    private final Everything everything = references.to(Everything.class);

    @Test
    void primitivesOfEverySizeArriveAndReturn() {
        assertThat(everything.bool(true)).isFalse();
        assertThat(everything.tiny((byte) -2)).isEqualTo((byte) -1);
        assertThat(everything.small((short) 7)).isEqualTo((short) 8);
        assertThat(everything.sign('ü')).isEqualTo('ü');
        assertThat(everything.whole(Integer.MAX_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(everything.big(1L, 2, 3L)).isEqualTo(123L);
        assertThat(everything.real(3f)).isEqualTo(1.5f);
        assertThat(everything.mixed(1.5, 2, 3f, 4L, 5, 6.5)).isEqualTo(22.0);
    }

    @Test
    void objectsAndArraysArriveAsTheyAre() {
        int[] numbers = {1, 2};
        String[][] table = {{"a"}};
        assertThat(everything.text("b")).isEqualTo("one b");
        assertThat(everything.numbers(numbers)).isSameAs(numbers);
        assertThat(everything.table(table)).isSameAs(table);
        assertThat(everything.all("a", "b")).isEqualTo("[a, b]");
        assertThat(everything.all()).isEqualTo("[]");
    }

    @Test
    void genericVoidDefaultAndInheritedMethodsAreForwarded() {
        List<String> into = new java.util.ArrayList<>();
        everything.nothing(into);
        assertThat(into).containsExactly("one ");
        String max = everything.max(List.of("a", "c", "b"));
        assertThat(max).isEqualTo("c");
        assertThat(everything.greeting("you")).isEqualTo("Hello you!");
        assertThat(everything.parent("x")).isEqualTo("child x");
        Parent<String> parent = everything;
        assertThat(parent.parent("y")).isEqualTo("child y");
    }

    @Test
    void exceptionsPassThroughAsTheyAreAndLetTheGenerationGo() {
        for (Exception thrown :
                List.<Exception>of(
                        new IOException("a"),
                        new InterruptedException("b"),
                        new ArithmeticException())) {
            assertThatThrownBy(() -> everything.fails(thrown)).isSameAs(thrown);
        }
        assertThat(one.held()).isZero();
    }

    @Test
    void everyCallHasTheModulesContextClassLoaderAndGivesTheCallersBack() throws Exception {
        ClassLoader callers = new ClassLoader("the caller's", null) {};
        ClassLoader modules = new ClassLoader("the module's", null) {};
        List<String> seen = new java.util.ArrayList<>();
        Everything looking =
                new Impl("") {
                    @Override
                    public void fails(Exception with) throws IOException {
                        seen.add(Thread.currentThread().getContextClassLoader().getName());
                        Thread.currentThread().setContextClassLoader(null); // a careless library
                        if (with instanceof IOException e) {
                            throw e;
                        }
                    }
                };
        Gate own =
                new Gate(
                        new Generation(
                                1,
                                "r1",
                                List.of(),
                                dev.midstream.runtime.http.Router.of(List.of()),
                                List.of(Optional.of(new Generation.Provided(looking, modules)))));
        Everything reference =
                new References(own, new HostTypes(List.of(Everything.class), Map.of()))
                        .to(Everything.class);
        Thread.currentThread().setContextClassLoader(callers);
        try {
            reference.fails(new Exception());
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(callers);
            assertThatThrownBy(() -> reference.fails(new IOException("x"))).hasMessage("x");
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(callers);
            try (Pin _ = own.enter()) {
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(callers);
                reference.fails(new Exception());
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(callers);
                assertThatThrownBy(() -> reference.fails(new IOException("x"))).hasMessage("x");
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(callers);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(ReferencesTest.class.getClassLoader());
        }
        assertThat(seen).hasSize(4).containsOnly("the module's");
    }

    @Test
    void aReferenceHasAnIdentityOfItsOwn() {
        assertThat(everything)
                .hasToString("reference to " + Everything.class.getName())
                .isEqualTo(everything)
                .isNotEqualTo(new Impl("one "));
        assertThat(everything.hashCode()).isEqualTo(System.identityHashCode(everything));
        assertThat(references.to(Everything.class)).isSameAs(everything);
        assertThat(references.contracts()).containsExactly(Everything.class);
        assertThat(one.held()).isZero();
    }

    @Test
    void eachCallGoesToTheGenerationThatIsCurrent() {
        assertThat(everything.text("")).isEqualTo("one ");
        gate.switchTo(generation(2, new Impl("two ")));
        assertThat(everything.text("")).isEqualTo("two ");
        assertThat(one.drained()).isTrue();
    }

    @Test
    void callsInsideAPinStayInItsGenerationHoweverDeep() {
        try (Pin outer = gate.enter()) {
            gate.switchTo(generation(2, new Impl("two ")));
            assertThat(everything.text("")).isEqualTo("one ");
            try (Pin inner = gate.enter()) {
                assertThat(inner.generation()).isSameAs(outer.generation()).isSameAs(one);
                assertThat(everything.greeting("")).startsWith("Hello");
            }
            assertThat(everything.text("")).isEqualTo("one ");
            assertThat(one.held()).isEqualTo(1);
        }
        assertThat(everything.text("")).isEqualTo("two ");
        assertThat(one.drained()).isTrue();
    }

    @Test
    void callsBackIntoAReferenceStayInTheGenerationOfTheFirst() {
        AtomicReference<String> seen = new AtomicReference<>("");
        Gate switching = new Gate(generation(1, new Impl("unused")));
        Everything[] self = new Everything[1];
        Generation first =
                generation(
                        1,
                        new Impl("first ") {
                            @Override
                            public int whole(int a) {
                                switching.switchTo(generation(2, new Impl("second ")));
                                seen.set(self[0].text("nested"));
                                return a;
                            }
                        });
        switching.switchTo(first);
        self[0] = new References(switching, HOST).to(Everything.class);
        assertThat(self[0].whole(1)).isEqualTo(1);
        assertThat(seen).hasValue("first nested");
        assertThat(self[0].text("")).isEqualTo("second ");
        assertThat(first.drained()).isTrue();
    }

    @Test
    void aLentGenerationIsInheritedAndNotCounted() {
        Generation lent = generation(7, new Impl("lent "));
        try (Pin pin = gate.lend(lent)) {
            assertThat(pin.generation()).isSameAs(lent);
            assertThat(everything.text("")).isEqualTo("lent ");
            assertThat(lent.held()).isZero();
        }
        assertThat(everything.text("")).isEqualTo("one ");
    }

    @Test
    void aTypeThatTheHostHasNotNamedIsRefused() {
        assertThat(code(() -> references.to(Runnable.class)))
                .isEqualTo(GenerationError.NO_CONTRACT);
        assertThatThrownBy(() -> references.to(Runnable.class))
                .hasMessageContaining(".contract(Runnable.class)");
    }

    @Test
    void aTypeThatNobodyProvidesIsRefused() {
        assertThat(code(() -> references.to(Other.class))).isEqualTo(GenerationError.NOT_PROVIDED);
        assertThatThrownBy(() -> references.to(Other.class)).hasMessageContaining("generation 1");
        assertThat(references.contracts()).containsExactly(Everything.class);
    }

    @Test
    void classesHiddenAndSealedTypesCannotBeReferredTo() {
        for (Class<?> type : List.of(NoInterface.class, Hidden.class, Closed.class)) {
            assertThat(code(() -> references.to(type)))
                    .as(type.getSimpleName())
                    .isEqualTo(GenerationError.CONTRACT_UNUSABLE);
        }
    }

    @Test
    void aPinThatIsClosedTwiceSaysSo() {
        Pin pin = gate.enter();
        pin.close();
        assertThat(code(pin::close)).isEqualTo(GenerationError.PIN_CLOSED);
        assertThat(code(pin::generation)).isEqualTo(GenerationError.PIN_CLOSED);
        assertThat(one.held()).isZero();
    }

    @Test
    void aPinThatIsClosedByAnotherThreadSaysSoAndStaysHeld() throws InterruptedException {
        try (Pin pin = gate.enter()) {
            AtomicReference<Optional<Object>> seen = new AtomicReference<>(Optional.empty());
            Thread other = Thread.ofPlatform().start(() -> seen.set(Optional.of(code(pin::close))));
            other.join(30_000);
            assertThat(seen.get()).contains(GenerationError.PIN_OF_ANOTHER_THREAD);
            assertThat(one.held()).isEqualTo(1);
            assertThat(everything.text("")).isEqualTo("one ");
        }
        assertThat(one.held()).isZero();
    }

    private static Object code(org.assertj.core.api.ThrowableAssert.ThrowingCallable misuse) {
        return assertThatExceptionOfType(MidstreamException.class)
                .isThrownBy(misuse)
                .actual()
                .finding()
                .code();
    }
}
