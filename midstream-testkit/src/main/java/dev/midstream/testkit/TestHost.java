package dev.midstream.testkit;

import dev.midstream.load.Load;
import dev.midstream.load.LoadPlan;
import dev.midstream.load.Oracle;
import dev.midstream.load.RunningLoad;
import dev.midstream.netty.HttpDoor;
import dev.midstream.netty.HttpDoorOptions;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A host in the test's own process, with an HTTP door on a free port of the loopback: the app is
 * built, verified and loaded as {@code midstream run} does it, and upgraded as {@code midstream
 * upgrade} does. Whatever is refused is an {@link AssertionError} with all findings.
 *
 * <pre>{@code
 * try (TestHost host = TestHost.app(Path.of("../carts/v1")).start()) {
 *     assertThat(host.get("/carts/17").body()).contains("\"version\":0");
 *     host.upgrade(Path.of("../carts/v2"));
 *     host.rollback();
 * }
 * }</pre>
 *
 * <p>Safe for all threads; one upgrade at a time.
 */
public final class TestHost implements AutoCloseable {

    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final UpgradeOptions OPTIONS = UpgradeOptions.DEFAULT;

    private final Midstream midstream;
    private final HttpDoor door;
    private final TestHome home;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST).build();

    private TestHost(Midstream midstream, HttpDoor door, TestHome home) {
        this.midstream = midstream;
        this.door = door;
        this.home = home;
    }

    /**
     * Begins to describe a host.
     *
     * @param app an app's folder, its jar, or an artefact; relative to the working directory, which
     *     Maven sets to the folder of the module that is tested
     */
    public static TestHostBuilder app(Path app) {
        return new TestHostBuilder(app);
    }

    static TestHost start(TestHostBuilder builder) {
        TestHome home = TestHome.create(builder.settings());
        Midstream started = null;
        try {
            Midstream.Builder described =
                    Midstream.builder()
                            .artefact(TestApps.artefact(builder.app()))
                            .home(home.folder());
            builder.describes().forEach(more -> more.accept(described));
            started = described.start();
            HttpDoor door =
                    HttpDoor.open(
                            started.gate(), HttpDoorOptions.defaults().host("127.0.0.1").port(0));
            return new TestHost(started, door, home);
        } catch (Refused refused) {
            home.close();
            throw refused(builder.app() + " is refused", refused.findings());
        } catch (IOException | RuntimeException | Error e) {
            if (started != null) {
                started.close();
            }
            home.close();
            throw new AssertionError(builder.app() + " cannot be started: " + e, e);
        }
    }

    /** Where the door listens: {@code http://127.0.0.1:PORT/}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + door.address().getPort() + "/");
    }

    /** The address of a path. */
    public URI uri(String path) {
        return uri().resolve(path);
    }

    /** The host. */
    public Midstream midstream() {
        return midstream;
    }

    /** Gets a path, within 30 s. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** Posts a body to a path, within 30 s. */
    public HttpResponse<String> post(String path, String body) {
        return send(
                HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest asked = request.timeout(REQUEST).build();
        try {
            return client.send(asked, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(asked + " got no answer: " + e, e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(asked + " was interrupted", stop);
        }
    }

    /**
     * Upgrades to another version.
     *
     * @param app its folder, jar or artefact
     * @throws AssertionError with all findings if that is refused or taken back
     */
    public Outcome.Done upgrade(Path app) {
        return done("the upgrade to " + app, tryUpgrade(app));
    }

    /** Upgrades to another version, and says how that ended; what does not build is refused. */
    public Outcome tryUpgrade(Path app) {
        return tryUpgrade(app, OPTIONS);
    }

    /** The same with options. */
    public Outcome tryUpgrade(Path app, UpgradeOptions options) {
        return withBuilt(
                app, (lease, artefact) -> lease.upgrade(artefact, options, StageListener.NONE));
    }

    /**
     * The findings of an upgrade that must be refused, one per line.
     *
     * @throws AssertionError if it is not
     */
    public String refused(Path app) {
        Outcome outcome = tryUpgrade(app);
        if (outcome instanceof Outcome.Refusal refusal) {
            return text(refusal.findings());
        }
        throw new AssertionError(
                "the upgrade to " + app + " was to be refused, and: " + outcome.message());
    }

    /** What an upgrade would do, without the cutover; what does not build is refused. */
    public Outcome check(Path app) {
        return withBuilt(
                app, (lease, artefact) -> lease.check(artefact, OPTIONS, StageListener.NONE));
    }

    /**
     * Takes the last upgrade back.
     *
     * @throws AssertionError with all findings if there is nothing to go back to
     */
    public Outcome.Done rollback() {
        return done("the rollback", under(lease -> lease.rollback(OPTIONS, StageListener.NONE)));
    }

    /** Makes the last upgrade permanent. */
    public Outcome.Done confirm() {
        return done("the confirmation", under(Lease::confirm));
    }

    private Outcome under(Function<Lease, Outcome> operation) {
        try (Lease lease = midstream.lease("the test")) {
            return operation.apply(lease);
        } catch (Refused busy) {
            throw refused("nothing can be changed now", busy.findings());
        }
    }

    private Outcome withBuilt(Path app, BiFunction<Lease, byte[], Outcome> operation) {
        try {
            byte[] artefact = TestApps.artefact(app);
            return under(lease -> operation.apply(lease, artefact));
        } catch (Refused refused) {
            return new Outcome.Refusal(
                    app + " cannot be built",
                    midstream.status().generation(),
                    refused.findings(),
                    List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(app + " cannot be read", e);
        }
    }

    private static Outcome.Done done(String what, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done;
        }
        throw refused(what + ": " + outcome.message(), outcome.findings());
    }

    private static AssertionError refused(String what, List<Finding> findings) {
        return new AssertionError(findings.isEmpty() ? what : what + ":\n" + text(findings));
    }

    private static String text(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    /**
     * The state of an actor, between two turns.
     *
     * @param type the name in its {@code @ActorType}
     * @return empty if there is no such actor
     */
    public Optional<StateView> state(String type, String key) {
        return midstream.state(type, key).map(StateView::of);
    }

    /**
     * Begins to ask without end, and to check each answer; end it with {@link RunningLoad#stop}.
     *
     * @param plan how fast, on how many connections
     * @param oracle what to ask, and what is right
     */
    public RunningLoad load(UnaryOperator<LoadPlan> plan, Oracle oracle) {
        try {
            return Load.start(
                    plan.apply(LoadPlan.to("127.0.0.1", door.address().getPort())), oracle);
        } catch (IOException e) {
            throw new UncheckedIOException("no load can be started", e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the load was interrupted", stop);
        }
    }

    /** Lets requests that are under way end, stops every module, and removes the home. */
    @Override
    public void close() {
        client.shutdownNow();
        door.close();
        midstream.close();
        home.close();
    }
}
