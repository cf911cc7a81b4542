package libraries.caffeine;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import libraries.probe.Probe;

/** A bounded cache that expires and refreshes, and one that loads in the common pool. */
public final class CaffeineModule implements AppModule {

    private final LoadingCache<String, String> cache =
            Caffeine.newBuilder()
                    .maximumSize(1_000)
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .refreshAfterWrite(Duration.ofSeconds(1))
                    .recordStats()
                    .build(key -> key + "!");
    private final AsyncLoadingCache<String, String> loading =
            Caffeine.newBuilder().weakKeys().buildAsync(key -> key + "?");

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Caffeine.class), this::use);
    }

    private String use(String stamp) throws Exception {
        Probe.same(stamp + "!", cache.get(stamp));
        Probe.same(true, cache.stats().requestCount() > 0);
        String loaded = loading.get(stamp).get(20, TimeUnit.SECONDS);
        return loaded.substring(0, loaded.length() - 1);
    }
}
