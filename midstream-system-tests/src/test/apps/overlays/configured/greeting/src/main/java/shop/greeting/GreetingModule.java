package shop.greeting;

import dev.midstream.api.AppModule;
import dev.midstream.api.Default;
import dev.midstream.api.Metrics;
import dev.midstream.api.Response;
import dev.midstream.api.Secret;
import dev.midstream.api.Start;
import dev.midstream.api.Threads;
import dev.midstream.api.Wiring;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import shop.contract.Pricing;

public final class GreetingModule implements AppModule {

    public enum Tone { POLITE, RUDE }

    public record Config(
            @Default("welcome") String word,
            @Default("POLITE") Tone tone,
            Duration beat,
            @Default("false") boolean waits,
            Optional<Secret> key) {
        public Config {
            if (word.isBlank()) {
                throw new IllegalArgumentException(
                        "an empty word greets nobody; key " + key.map(Secret::value));
            }
        }
    }

    private static final System.Logger LOG = System.getLogger("shop.greeting");

    private final Pricing pricing;
    private final Config config;
    private final ExecutorService pool;
    private final Metrics.Counter beats;
    private final AtomicLong ownBeats = new AtomicLong();

    public GreetingModule(Pricing pricing, Config config, Threads threads, Metrics metrics) {
        this.pricing = pricing;
        this.config = config;
        this.pool = threads.pool("waiter", 1, 10);
        this.beats = metrics.counter("beats");
        metrics.gauge("own_beats", ownBeats::get);
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .get("/greeting", call -> Response.text(text()))
                .get("/beats", call -> Response.text(String.valueOf(ownBeats.get())));
        wiring.every("beat", config.beat(), this::beat);
    }

    private String text() {
        return config.word()
                + " "
                + config.tone()
                + " v"
                + pricing.quote("a", 1).by()
                + " key "
                + config.key().map(key -> key.value().length()).orElse(0);
    }

    private void beat() {
        beats.increment();
        ownBeats.incrementAndGet();
    }

    @Override
    public void start(Start start) {
        LOG.log(System.Logger.Level.INFO, "greets with {0}", config);
        CountDownLatch never = new CountDownLatch(config.waits() ? 1 : 0);
        pool.execute(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
