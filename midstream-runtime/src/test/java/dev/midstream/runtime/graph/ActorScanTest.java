package dev.midstream.runtime.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bytecode says about actors, and what of it is refused. */
class ActorScanTest {

    private static final String MESSAGES =
            """
            package c;
            import dev.midstream.api.*;
            import java.util.*;
            public sealed interface Msg {
                record Add(String sku, int qty, Kind kind) implements Msg, Ask<Msg, View> {}
                record Look() implements Msg, Ask<Msg, Optional<View>> {}
                record Came(Result<View> result) implements Msg {}
            }
            """;

    private static final String TYPES =
            """
            package c;
            import java.math.*;
            import java.time.*;
            import java.util.*;
            public record View(List<Line> lines, Map<String, Set<Kind>> kinds, BigDecimal sum) {
                public record Line(UUID id, int[] counts, Instant at, Tree tree, Pair<String> pair) {}
                public record Tree(List<Tree> children, Shape shape) {}
                public record Pair<T>(T left, Optional<T> right) {}
                public sealed interface Shape {
                    record Circle(double radius) implements Shape {}
                    enum None implements Shape { NONE }
                }
            }
            """;

    private static final String KIND = "package c; public enum Kind { A, B { } }";

    private static String actor(String name, String header, String state, String message) {
        return """
        package m;
        import dev.midstream.api.*;
        import java.util.*;
        %s {
            public %s create(String key) { return null; }
            public %s receive(%s state, %s message, Turn<%s> turn) { return state; }
        }
        """
                .formatted(header.formatted(name), state, state, state, message, message);
    }

    private static String good(String name, String type) {
        return actor(
                name,
                "@ActorType(\"" + type + "\") final class %s implements Actor<c.View, c.Msg>",
                "c.View",
                "c.Msg");
    }

    private static String module(String constructor, String... actors) {
        StringBuilder declared = new StringBuilder();
        for (String actor : actors) {
            declared.append("wiring.actor(new ").append(actor).append("());");
        }
        return """
        package m;
        import dev.midstream.api.*;
        public class M implements AppModule {
            public M(%s) {}
            public void configure(Wiring wiring) { %s }
        }
        """
                .formatted(constructor, declared);
    }

    private static TestApp contract() {
        return TestApp.named("a").module("contract", MESSAGES, TYPES, KIND);
    }

    private static TestApp app(String... sources) {
        return contract().module("m", List.of("contract"), sources);
    }

    private static Finding refused(ActorTypeError code, TestApp app) {
        return Refusals.one(code, () -> Graphs.bind(app));
    }

    @Test
    void anActorIsKnownByItsNameItsStateAndItsMessages() throws Refused {
        ModuleGraph graph =
                Graphs.bind(app(module("Actors<c.Msg> carts", "Cart"), good("Cart", "cart")));
        assertThat(graph.module("m").orElseThrow().descriptor().actors())
                .extracting(fact ->
                        fact.type()
                                + " "
                                + fact.className()
                                + " "
                                + fact.state()
                                + " "
                                + fact.message())
                .containsExactly("cart m.Cart c.View c.Msg");
    }

    @Test
    void actorsAreAnEdgeToTheirModuleAndNoneToTheirOwn() throws Refused {
        TestApp app =
                app(module("Actors<c.Msg> carts", "Cart"), good("Cart", "cart"))
                        .module(
                                "web",
                                List.of("contract"),
                                "package w; public class W implements dev.midstream.api.AppModule {"
                                        + " public W(dev.midstream.api.Actors<c.Msg> carts) {} }");
        ModuleGraph graph = Graphs.bind(app);
        assertThat(graph.dependencies(graph.module("web").orElseThrow().descriptor()))
                .containsExactly("contract", "m");
        assertThat(graph.dependencies(graph.module("m").orElseThrow().descriptor()))
                .containsExactly("contract");
    }

    @Test
    void modulesMayReachEachOthersActors() throws Refused {
        String other =
                """
                package n;
                import dev.midstream.api.*;
                public class N implements AppModule {
                    public N(Actors<c.Msg> carts) {}
                    record Note(String text) {}
                    @ActorType("note") static final class Notes implements Actor<Note, Note> {
                        public Note create(String key) { return new Note(""); }
                        public Note receive(Note s, Note m, Turn<Note> turn) { return m; }
                    }
                    public void configure(Wiring wiring) { wiring.actor(new Notes()); }
                }
                """;
        ModuleGraph graph =
                Graphs.bind(
                        app(module("Actors<c.Msg> carts", "Cart"), good("Cart", "cart"))
                                .module("n", List.of("contract"), other));
        assertThat(Graphs.order(graph)).contains("m", "n");
    }

    @Test
    void typeArgumentsMayBeFixedByAParent() throws Refused {
        ModuleGraph graph =
                Graphs.bind(
                        app(
                                module("", "Cart"),
                                "package m; import dev.midstream.api.*;"
                                        + " abstract class Base<X> implements Actor<X, c.Msg> {"
                                        + " public X receive(X s, c.Msg m, Turn<c.Msg> t) {"
                                        + " return s; } }",
                                "package m; import dev.midstream.api.*; @ActorType(\"cart\")"
                                        + " class Cart extends Base<c.View> {"
                                        + " public c.View create(String key) { return null; } }"));
        assertThat(graph.module("m").orElseThrow().descriptor().actors().getFirst().state())
                .hasToString("c.View");
    }

    @Test
    void anActorWithoutANameIsRefused() {
        Finding finding =
                refused(
                        ActorTypeError.UNNAMED,
                        app(
                                module("", "Cart"),
                                actor(
                                        "Cart",
                                        "final class %s implements Actor<c.View, c.Msg>",
                                        "c.View",
                                        "c.Msg")));
        assertThat(finding.message()).contains("m.Cart").contains("@ActorType");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThat(
                        refused(
                                        ActorTypeError.UNNAMED,
                                        app(module("", "Cart"), good("Cart", "a b")))
                                .message())
                .contains("a b");
    }

    @Test
    void rawAndUnfixedTypesAreRefused() {
        refused(
                ActorTypeError.UNFIXED,
                app(
                        module("", "Cart"),
                        "package m; import dev.midstream.api.*; @ActorType(\"cart\")"
                                + " class Cart implements Actor {"
                                + " public Object create(String key) { return null; }"
                                + " public Object receive(Object s, Object m, Turn t) {"
                                + " return s; } }"));
        refused(
                ActorTypeError.UNFIXED,
                app(
                        module("", "Cart<c.View>"),
                        "package m; import dev.midstream.api.*; @ActorType(\"cart\")"
                                + " class Cart<S> implements Actor<S, c.Msg> {"
                                + " public S create(String key) { return null; }"
                                + " public S receive(S s, c.Msg m, Turn<c.Msg> t) { return s; } }"));
    }

    @Test
    void anActorInAModuleWithoutAppModuleIsRefused() {
        refused(ActorTypeError.MISPLACED, app(good("Cart", "cart")));
    }

    @Test
    void twoActorsOfOneNameOrForOneMessageAreRefused() {
        assertThat(
                        Refusals.of(() ->
                                Graphs.bind(
                                        app(
                                                module("", "Cart", "Other"),
                                                good("Cart", "cart"),
                                                good("Other", "cart")))))
                .extracting(Finding::code)
                .containsExactly(ActorTypeError.NAME_TWICE, ActorTypeError.MESSAGE_TWICE);
    }

    @Test
    void actorsThatNobodyHasAreRefusedWithThoseThereAre() {
        Finding finding =
                refused(
                        ActorTypeError.NO_ACTOR,
                        app(module("Actors<String> carts", "Cart"), good("Cart", "cart")));
        assertThat(finding.message()).contains("java.lang.String").contains("c.Msg");
    }

    private static String openPath(String component) {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "m",
                                module("", "Cart"),
                                "package m; import java.util.*; record Cart0(List<Line> lines) {"
                                        + " record Line("
                                        + component
                                        + ") {} record Box<T>(T content) {} sealed interface Shape {"
                                        + " record Odd(Runnable run) implements Shape {} } }",
                                actor(
                                        "Cart",
                                        "@ActorType(\"cart\") class %s implements Actor<Cart0, String>",
                                        "Cart0",
                                        "String"));
        return refused(ActorTypeError.OPEN_WORLD, app).message();
    }

    @Test
    void whatIsNoPlainDataIsRefusedWithThePathToIt() {
        assertThat(openPath("Object meta")).endsWith("Cart0.lines[].meta → java.lang.Object");
        assertThat(openPath("Runnable run")).endsWith("Cart0.lines[].run → java.lang.Runnable");
        assertThat(openPath("List list")).contains("Cart0.lines[].list → raw");
        assertThat(openPath("List<?> list")).endsWith("Cart0.lines[].list[] → java.lang.Object");
        assertThat(openPath("ArrayList<String> list")).endsWith("list → java.util.ArrayList");
        assertThat(openPath("SortedMap<String, String> map")).endsWith("→ java.util.SortedMap");
        assertThat(openPath("Map<String, Thread> map")).endsWith("map{} → java.lang.Thread");
        assertThat(openPath("Box<Number> box")).endsWith("box.content → java.lang.Number");
        assertThat(openPath("Shape shape")).endsWith("→ java.lang.Runnable");
        assertThat(openPath("StringBuilder[] array")).endsWith("array[] → java.lang.StringBuilder");
    }

    @Test
    void aReplyThatIsNoPlainDataIsRefused() {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "m",
                                module("", "Cart"),
                                "package m; sealed interface Msg { record Look() implements Msg,"
                                        + " dev.midstream.api.Ask<Msg, Thread> {} }",
                                actor(
                                        "Cart",
                                        "@ActorType(\"cart\") class %s implements Actor<String, Msg>",
                                        "String",
                                        "Msg"));
        assertThat(refused(ActorTypeError.OPEN_WORLD, app).message())
                .contains("reply to m.Msg.Look")
                .contains("java.lang.Thread");
    }

    @Test
    void anAskOfOtherMessagesIsRefused() {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "m",
                                module("", "Cart"),
                                "package m; sealed interface Msg { record Look() implements Msg,"
                                        + " dev.midstream.api.Ask<String, String> {} }",
                                actor(
                                        "Cart",
                                        "@ActorType(\"cart\") class %s implements Actor<String, Msg>",
                                        "String",
                                        "Msg"));
        assertThat(refused(ActorTypeError.FOREIGN_ASK, app).message()).contains("m.Msg.Look");
    }

    @Test
    void aTokenThatIsNoPlainDataIsRefused() {
        TestApp app =
                app(
                        module("", "Cart"),
                        good("Cart", "cart"),
                        "package m; import dev.midstream.api.*; record Waits(Thread t) implements"
                                + " Await<String, c.Msg> { public c.Msg answered(Result<String> r)"
                                + " { return null; } }");
        assertThat(refused(ActorTypeError.OPEN_WORLD, app).message())
                .contains("Waits.t → java.lang.Thread");
        refused(
                ActorTypeError.OPEN_WORLD,
                app(
                        module("", "Cart"),
                        good("Cart", "cart"),
                        "package m; import dev.midstream.api.*; class Waits implements"
                                + " Await<String, c.Msg> { public c.Msg answered(Result<String> r)"
                                + " { return null; } }"));
    }
}
