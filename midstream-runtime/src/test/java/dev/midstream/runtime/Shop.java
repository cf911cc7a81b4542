package dev.midstream.runtime;

import java.util.List;

/**
 * The app of the end-to-end tests: a contract of the host's, a module that provides it with the
 * help of a second one, and a stateless module below that no upgrade touches.
 */
final class Shop {

    private static final String BELOW =
            """
            package below;
            public final class BelowModule implements dev.midstream.api.AppModule {
                private static int created;
                private final int number = ++created;
                public interface Below { int number(); }
                @dev.midstream.api.Provides public Below below() { return () -> number; }
            }
            """;

    private Shop() {}

    /** The shop in a version: both modules say its name. */
    static TestApp version(String version) {
        return version(version, version);
    }

    /** The shop with a version for each of the two modules. */
    static TestApp version(String outer, String inner) {
        return TestApp.named("shop")
                .module("below", BELOW)
                .module("inner", List.of("below"), inner(inner))
                .module("outer", List.of("inner"), outer(outer, ""));
    }

    /** The shop with something in the outer module's body. */
    static TestApp withOuter(String version, String body) {
        return version(version).module("outer", List.of("inner"), outer(version, body));
    }

    static String inner(String version) {
        return """
        package inner;
        public final class InnerModule implements dev.midstream.api.AppModule {
            public interface Inner { String word(); int below(); }
            private final below.BelowModule.Below below;
            public InnerModule(below.BelowModule.Below below) { this.below = below; }
            @dev.midstream.api.Provides public Inner inner() {
                return new Inner() {
                    public String word() { return "%s"; }
                    public int below() { return below.number(); }
                };
            }
        }
        """
                .formatted(version);
    }

    static String outer(String version, String body) {
        return """
        package outer;
        public final class OuterModule implements dev.midstream.api.AppModule {
            private final inner.InnerModule.Inner inner;
            public OuterModule(inner.InnerModule.Inner inner) { this.inner = inner; }
            %s
            @dev.midstream.api.Provides public dev.midstream.runtime.shop.Answers answers() {
                return new dev.midstream.runtime.shop.Answers() {
                    public String answer() { return "%s/" + inner.word() + "/" + inner.below(); }
                    public String slow(String gate) {
                        dev.midstream.runtime.shop.Latches.await(gate);
                        return answer();
                    }
                };
            }
        }
        """
                .formatted(body, version);
    }
}
