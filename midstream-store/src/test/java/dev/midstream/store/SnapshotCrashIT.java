package dev.midstream.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Actor;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.StoredActor;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonParser;
import tools.jackson.dataformat.cbor.CBORFactory;

/** A process that ends while it saves leaves the previous snapshot, or the new one, complete. */
class SnapshotCrashIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int ACTORS = 20_000;
    private static final int HALTED = 77;

    @TempDir Path folder;

    private final Behaviour carts = Kept.behaviour("cart", new Kept.One.CartActor());

    @ParameterizedTest
    @EnumSource
    void aProcessThatEndsAtAStepLeavesOneCompleteSnapshot(Steps.Step step) throws Exception {
        save(1);
        Process child = child(step.name());
        try {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(HALTED);
        } finally {
            child.destroyForcibly();
        }
        assertThat(lines()).isEqualTo(step.compareTo(Steps.Step.RENAMED) < 0 ? 1 : 2);
    }

    @Test
    void aProcessThatIsKilledAtAnyInstantLeavesOneCompleteSnapshot() throws Exception {
        save(1);
        for (int i = 0; i < 6; i++) {
            Process child = child("again and again");
            try {
                assertThat(child.inputReader().readLine()).isEqualTo("saving");
                assertThat(child.waitFor(37L * i, TimeUnit.MILLISECONDS)).isFalse();
            } finally {
                child.destroyForcibly();
            }
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(lines()).isIn(1, 2);
        }
    }

    private Process child(String step) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        classPath(),
                        Saver.class.getName(),
                        folder.toString(),
                        step)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Where the classes of this test and of all that it needs are, module path or not. */
    private static String classPath() {
        return Stream.of(
                        SnapshotCrashIT.class,
                        FileSnapshots.class,
                        Behaviour.class,
                        Actor.class,
                        CBORFactory.class,
                        JsonParser.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(place.getPath()).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void save(int lines) throws Exception {
        FileSnapshots store = FileSnapshots.open(folder, DEADLINE);
        try {
            store.restore(new Kept.In(carts), Kept.APP);
            store.save(new Kept.Out(carts, actors(lines), 1), Kept.APP);
        } finally {
            store.close();
        }
    }

    private static List<StoredActor> actors(int lines) {
        List<StoredActor> actors = new ArrayList<>();
        for (int i = 0; i < ACTORS; i++) {
            actors.add(Kept.cart("c" + i, lines));
        }
        return actors;
    }

    /** How many lines each of the carts has; the same for all. */
    private int lines() throws Exception {
        FileSnapshots store = FileSnapshots.open(folder, DEADLINE);
        try {
            Kept.Count into = new Kept.Count(carts);
            store.restore(into, Kept.APP);
            assertThat(into.lines).hasSize(1);
            assertThat(into.count).isEqualTo(ACTORS);
            return into.lines.first();
        } finally {
            store.close();
        }
    }

    /** The child: saves carts with two lines, and ends itself at a step, or saves until killed. */
    static final class Saver {
        private Saver() {}

        public static void main(String... words) throws Exception {
            Behaviour carts = Kept.behaviour("cart", new Kept.One.CartActor());
            Path folder = Path.of(words[0]);
            FileSnapshots store =
                    FileSnapshots.open(
                            folder,
                            DEADLINE,
                            reached -> {
                                if (reached.name().equals(words[1])) {
                                    Runtime.getRuntime().halt(HALTED);
                                }
                            });
            store.restore(new Kept.Count(carts), Kept.APP);
            List<StoredActor> actors = actors(2);
            System.out.println("saving");
            for (int i = 0; i < 1_000; i++) {
                store.save(new Kept.Out(carts, actors, 1), Kept.APP);
            }
        }
    }
}
