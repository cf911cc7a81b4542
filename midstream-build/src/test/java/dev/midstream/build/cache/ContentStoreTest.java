package dev.midstream.build.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.finding.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {

    @TempDir Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whatWasStoredIsFound() throws Exception {
        ContentStore store = store(10);
        store.put("key", bytes("content"));

        assertThat(store.find("key").orElseThrow().content()).isEqualTo(bytes("content"));
        assertThat(store.find("other")).isEmpty();
    }

    @Test
    void aDamagedEntryIsNotThereAndCanBeStoredAgain() throws Exception {
        ContentStore store = store(10);
        Path file = store.put("key", bytes("content")).file();
        Files.write(file, bytes("contenT"));

        assertThat(store.find("key")).isEmpty();
        assertThat(file).doesNotExist();
        store.put("key", bytes("content"));
        assertThat(store.find("key")).isPresent();
    }

    @Test
    void theLongestUnusedAreDroppedFirst() throws Exception {
        ContentStore store = store(3);
        for (String key : List.of("a", "b", "c")) {
            store.put(key, bytes(key));
            now = now.plus(Duration.ofHours(2));
        }
        assertThat(store.find("a")).as("using it makes it young").isPresent();
        store.put("d", bytes("d"));

        assertThat(store.find("b")).isEmpty();
        assertThat(store.find("a")).isPresent();
        assertThat(store.find("c")).isPresent();
        assertThat(store.find("d")).isPresent();
    }

    @Test
    void whatARunningBuildMayStillReadIsKeptAboveTheLimit() throws Exception {
        ContentStore store = store(1);
        store.put("a", bytes("a"));
        store.put("b", bytes("b"));

        assertThat(store.find("a")).isPresent();
        assertThat(store.find("b")).isPresent();
    }

    @Test
    void halfWrittenFilesOfAKilledBuildAreRemoved() throws Exception {
        Path part = Files.write(folder.resolve("part-123.tmp"), bytes("half"));
        Files.setLastModifiedTime(
                part, java.nio.file.attribute.FileTime.from(now.minus(Duration.ofHours(2))));
        store(10).put("key", bytes("content"));

        assertThat(part).doesNotExist();
    }

    @Test
    void buildsAtTheSameTimeFindWholeEntriesOnly() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> builds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                builds.add(() -> {
                    ContentStore store = store(5);
                    int found = 0;
                    for (int round = 0; round < 50; round++) {
                        String key = "key" + round % 7;
                        if (store.find(key).isEmpty()) {
                            store.put(key, bytes(key.repeat(1000)));
                        }
                        found += store.find(key).orElseThrow().content().length == 4000 ? 1 : 0;
                    }
                    return found;
                });
            }
            for (Future<Integer> found : threads.invokeAll(builds, 60, TimeUnit.SECONDS)) {
                assertThat(found.get()).isEqualTo(50);
            }
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.write(folder.resolve("file"), bytes("no folder"));
        ContentStore store = new ContentStore(file.resolve("below"), "jar");

        assertThatThrownBy(() -> store.put("key", bytes("content")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-BUILD-016")
                .hasMessageContaining(file.toString());
    }

    @Test
    void partsOfAKeyCannotBeShifted() {
        assertThat(BuildKey.of("k").add("ab").add("c").hex())
                .isNotEqualTo(BuildKey.of("k").add("a").add("bc").hex());
        assertThat(BuildKey.of("k").addAll(List.of("a")).add("b").hex())
                .isNotEqualTo(BuildKey.of("k").addAll(List.of("a", "b")).hex());
    }

    private ContentStore store(int limit) {
        return new ContentStore(folder, "jar", limit, () -> now);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
