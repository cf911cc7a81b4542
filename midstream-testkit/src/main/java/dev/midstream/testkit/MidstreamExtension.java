package dev.midstream.testkit;

import dev.midstream.runtime.Midstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A {@link TestHost} for JUnit: started before a test, or before all tests of a class, and closed
 * after. With {@link MidstreamTest}, or in a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MidstreamExtension HOST =               // static: one host for the class
 *         MidstreamExtension.of(() -> TestHost.app(Path.of("app")).configure("shop.maxLines", "5"));
 * }</pre>
 */
public final class MidstreamExtension
        implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace HOSTS =
            ExtensionContext.Namespace.create(MidstreamExtension.class);

    private static final String HOST = "host";

    private final Optional<Supplier<TestHostBuilder>> described;

    /** For {@link MidstreamTest}, which says what to start. */
    public MidstreamExtension() {
        this(Optional.empty());
    }

    private MidstreamExtension(Optional<Supplier<TestHostBuilder>> described) {
        this.described = described;
    }

    /**
     * For a field with {@code @RegisterExtension}; a static one is one host for all tests of its
     * class, another one a host for each.
     *
     * @param describes called for each host anew
     */
    public static MidstreamExtension of(Supplier<TestHostBuilder> describes) {
        return new MidstreamExtension(Optional.of(describes));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // A field that is not static is not there yet: JUnit calls its extension for each test
        // only.
        boolean shared = annotation(context).map(MidstreamTest::shared).orElse(true);
        if (shared) {
            start(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (host(context).isEmpty()) {
            start(context);
        }
    }

    private void start(ExtensionContext context) {
        TestHost host = builder(context).start();
        context.getStore(HOSTS).put(HOST, host); // JUnit closes it with the context
    }

    private TestHostBuilder builder(ExtensionContext context) {
        return described
                .map(Supplier::get)
                .or(() -> annotation(context).map(test -> TestHost.app(Path.of(test.app()))))
                .orElseThrow(() ->
                        new AssertionError(
                                "no app is named: put @MidstreamTest(app = \"…\") on "
                                        + context.getRequiredTestClass().getSimpleName()
                                        + ", or register MidstreamExtension.of(…) in a field"));
    }

    private static Optional<MidstreamTest> annotation(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass();
                type != null;
                type = type.getEnclosingClass()) {
            MidstreamTest found = type.getAnnotation(MidstreamTest.class);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static Optional<TestHost> host(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(HOSTS).get(HOST, TestHost.class));
    }

    /** The host that runs now. Not before the test begins. */
    private static TestHost running(ExtensionContext context) {
        return host(context)
                .orElseThrow(() ->
                        new AssertionError(
                                "no host runs yet: with a host for each test, take it as a"
                                        + " parameter of the test method; with shared = true of the"
                                        + " constructor too"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestHost.class || type == Midstream.class || type == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestHost host = running(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == TestHost.class) {
            return host;
        }
        return type == Midstream.class ? host.midstream() : host.uri();
    }
}
