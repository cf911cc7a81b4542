package dev.midstream.runtime.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.TestApp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReleasesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Releases releases = new Releases();

    /** What the test holds as long as it runs. */
    private final List<Object> holds = new ArrayList<>();

    private static ModuleLoader loader(String name) throws IOException {
        byte[] jar = TestApp.named("a").module("m", "package m; public class M {}").jar("m");
        return new ModuleLoader(
                name, new Boundary(Set.of()), List.of(JarContent.read(jar)), List.of());
    }

    /** In a method of its own, so that no local variable of the test keeps the loader. */
    private void releaseUsed(String name) throws Exception {
        ModuleLoader loader = loader(name);
        loader.loadClass("m.M").getConstructor().newInstance();
        releases.add(loader, 1, Collector.Counts.NONE);
    }

    @Test
    void aDroppedLoaderIsProvedCollected() throws Exception {
        releaseUsed("m@1");
        System.gc();
        assertThat(releases.awaitEmpty(LONG)).isTrue();
        assertThat(releases.waiting()).isEmpty();
    }

    @Test
    void aHeldLoaderStaysListed() throws Exception {
        ModuleLoader held = loader("m@2");
        holds.add(held);
        releases.add(held, 7, Collector.Counts.NONE);
        System.gc();
        assertThat(releases.awaitEmpty(Duration.ofMillis(20))).isFalse();
        assertThat(releases.waiting())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name()).isEqualTo("m@2");
                    assertThat(entry.generation()).isEqualTo(7);
                    assertThat(entry.collections()).isEqualTo(Collector.Counts.NONE);
                });
    }

    @Test
    void oneObjectOfAModuleHoldsItsLoader() throws Exception {
        ModuleLoader loader = loader("m@3");
        holds.add(loader.loadClass("m.M").getConstructor().newInstance());
        releases.add(loader, 1, Collector.Counts.NONE);
        loader = loader("another");
        holds.add(loader);
        System.gc();
        assertThat(releases.awaitEmpty(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void aHeldLoaderDoesNotHideThatAnotherIsGone() throws Exception {
        ModuleLoader held = loader("held");
        holds.add(held);
        releases.add(held, 1, Collector.Counts.NONE);
        releaseUsed("gone");
        long end = System.nanoTime() + LONG.toNanos();
        while (releases.waiting().size() > 1 && System.nanoTime() < end) {
            System.gc();
            releases.awaitEmpty(Duration.ofMillis(50));
        }
        assertThat(releases.waiting()).extracting(Releases.Entry::name).containsExactly("held");
    }

    @Test
    void theOldestStandsFirst() throws Exception {
        ModuleLoader one = loader("one");
        ModuleLoader two = loader("two");
        holds.addAll(List.of(one, two));
        releases.add(one, 1, Collector.Counts.NONE);
        releases.add(two, 2, Collector.Counts.NONE);
        assertThat(releases.waiting())
                .extracting(Releases.Entry::name)
                .containsExactly("one", "two");
    }

    @Test
    void collectionsThatUnloadClassesAreCounted() {
        Collector collector = new Collector(false);
        long before = collector.completed().unloading();
        collector.collect(releases);
        assertThat(collector.completed().unloading()).isGreaterThan(before);
    }
}
