package dev.midstream.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contestant's folder may say. */
class ContestantTest {

    private static final String LEAST = "title=One\nstart=./start.sh\nupgrade=./upgrade.sh\n";

    @TempDir Path bench;

    @Test
    void aFolderWithADescriptorIsAContestantAndOthersAreNot() throws Exception {
        describe("one", LEAST);
        Files.createDirectories(bench.resolve("notes"));
        List<Contestant> all = Contestant.in(bench);
        assertThat(all).extracting(Contestant::name).containsExactly("one");
        assertThat(all.getFirst().needs()).isEmpty();
        assertThat(all.getFirst().loyalty()).isTrue();
    }

    @Test
    void whoHasNoUpgradeIsThereForComparison() throws Exception {
        describe("one", "title=One\nstart=./start.sh\nyardstick=series\n");
        Contestant one = Contestant.in(bench).getFirst();
        assertThat(one.stays()).isTrue();
        assertThat(one.yardstick()).isEqualTo(Contestant.SERIES);
    }

    @Test
    void theirPlaceIsTheirOrder() throws Exception {
        describe("a", LEAST + "place=2\n");
        describe("b", LEAST + "place=1\nstages=sweep, unload\nchange=table\n");
        List<Contestant> all = Contestant.in(bench);
        assertThat(all).extracting(Contestant::name).containsExactly("b", "a");
        assertThat(all.getFirst().stages()).containsExactly("sweep", "unload");
        assertThat(all.getFirst().loyalty()).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsNamedWithWhatIsExpected() throws Exception {
        describe("one", LEAST + "upgrad=./upgrade.sh\n");
        refused("unknown key 'upgrad'", "upgrade");
        describe("one", "title=One\nupgrade=./upgrade.sh\n");
        refused("no 'start'");
        describe("one", LEAST + "yardstick=speed\n");
        refused("yardstick 'speed'", "saturation, series or silence");
        describe("one", LEAST + "change=some\n");
        refused("change 'some'", "full or table");
        describe("one", LEAST + "place=first\n");
        refused("place 'first'", "a number");
    }

    @Test
    void theRepositorysOwnContestantsAreUnderstood() throws Exception {
        assertThat(Contestant.in(Path.of("../bench")))
                .extracting(Contestant::name)
                .startsWith("midstream", "midstream-cold")
                .contains("netty-restart", "erlang-lazy");
    }

    private void describe(String name, String descriptor) throws IOException {
        Path folder = Files.createDirectories(bench.resolve(name));
        Files.writeString(folder.resolve("contestant.properties"), descriptor);
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> Contestant.in(bench))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(words);
    }
}
