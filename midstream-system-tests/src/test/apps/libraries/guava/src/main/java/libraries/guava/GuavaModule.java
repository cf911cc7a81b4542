package libraries.guava;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import libraries.probe.Probe;

/** A cache, multimaps, hashing, an event bus with annotated methods. */
public final class GuavaModule implements AppModule {

    private final LoadingCache<String, String> cache =
            CacheBuilder.newBuilder()
                    .maximumSize(100)
                    .weakValues()
                    .build(CacheLoader.from(key -> BaseEncoding.base32().encode(key.getBytes(StandardCharsets.UTF_8))));

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Splitter.class, "com.google.guava", "guava"), this::use);
    }

    private String use(String stamp) {
        ImmutableListMultimap<Integer, String> byLength =
                Multimaps.index(Splitter.on(',').split("a,bb,cc"), String::length);
        Probe.same(List.of("bb", "cc"), byLength.get(2));
        Probe.same("cbf43926", Integer.toHexString(
                Hashing.crc32().hashString("123456789", StandardCharsets.US_ASCII).asInt()));
        EventBus bus = new EventBus("libraries");
        Listener listener = new Listener();
        bus.register(listener);
        bus.post(new String(BaseEncoding.base32().decode(cache.getUnchecked(stamp)), StandardCharsets.UTF_8));
        return Joiner.on(',').join(listener.heard);
    }

    /** Hears strings. */
    public static final class Listener {
        private final List<String> heard = new ArrayList<>();

        /** Called by the bus. */
        @Subscribe
        public void hear(String event) {
            heard.add(event);
        }
    }
}
