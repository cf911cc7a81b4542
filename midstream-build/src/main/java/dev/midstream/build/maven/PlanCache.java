package dev.midstream.build.maven;

import dev.midstream.build.cache.BuildKey;
import dev.midstream.build.cache.ContentStore;
import dev.midstream.build.project.LibraryFile;
import dev.midstream.build.project.ModulePlan;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.PathEntry;
import dev.midstream.build.project.Plan;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans of earlier builds. While no pom of an app changes and every jar is where it was, the next
 * build needs neither Maven's model nor its resolver, which is most of what a small build costs.
 *
 * <p>Kept is only what lasts: no plan that rests on profiles with conditions, the environment, or
 * snapshots.
 */
public final class PlanCache {

    private static final String ABSENT = "absent";

    private final ContentStore store;
    private final OwnRepository own;
    private final boolean offline;
    private final MavenPlanner planner;

    /** A cache in front of a planner. */
    public PlanCache(ContentStore store, OwnRepository own, boolean offline, MavenPlanner planner) {
        this.store = store;
        this.own = own;
        this.offline = offline;
        this.planner = planner;
    }

    /** The plan of an app, from here if it still holds, else made afresh and kept. */
    public Plan plan(Path rootPom) throws Refused {
        String key = key(rootPom);
        Optional<Plan> kept = store.find(key).flatMap(entry -> read(entry.content()));
        if (kept.isPresent()) {
            return kept.get();
        }
        MavenPlanner.Planned planned = planner.plan(rootPom);
        // More than one file of a key would hide the newer one.
        store.drop(key);
        if (planned.lasting()) {
            Optional<byte[]> written = write(planned);
            if (written.isPresent()) {
                store.put(key, written.get());
            }
        }
        return planned.plan();
    }

    private String key(Path rootPom) {
        Path settings = Path.of(System.getProperty("user.home", ""), ".m2", "settings.xml");
        return BuildKey.of("plan with lock")
                .add(rootPom.toString())
                .add(OwnRepository.VERSION)
                .add(System.getProperty("java.runtime.version", ""))
                .add(System.getProperty("maven.repo.local", ""))
                .add(settings.toString())
                .add(digest(settings))
                .add(String.valueOf(offline))
                .add(
                        own.find(
                                        OwnRepository.GROUP,
                                        OwnRepository.API,
                                        OwnRepository.VERSION,
                                        "",
                                        "jar")
                                .map(Path::toString)
                                .orElse(ABSENT))
                .hex();
    }

    private static Optional<byte[]> write(MavenPlanner.Planned planned) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(planned.poms().size());
            for (Path pom : planned.poms().stream().sorted().toList()) {
                out.writeUTF(pom.toString());
                out.writeUTF(digest(pom));
            }
            PlanCodec.write(planned.plan(), out);
        } catch (IOException notWritable) {
            // A text of more than 64 KiB in a pom, for example; such a plan is made each time.
            return Optional.empty();
        }
        return Optional.of(bytes.toByteArray());
    }

    private static Optional<Plan> read(byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            for (int poms = in.readInt(); poms > 0; poms--) {
                if (!digest(Path.of(in.readUTF())).equals(in.readUTF())) {
                    return Optional.empty();
                }
            }
            Plan plan = PlanCodec.read(in);
            return plan.modules().stream().flatMap(PlanCache::jars).allMatch(Files::isRegularFile)
                    ? Optional.of(plan)
                    : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    private static Stream<Path> jars(ModulePlan module) {
        Stream<Path> compile =
                module.compilePath().stream()
                        .filter(PathEntry.Jar.class::isInstance)
                        .map(entry -> ((PathEntry.Jar) entry).file());
        Stream<Path> run = module.libraries().stream().map(LibraryFile::jar);
        Stream<Path> processors =
                module.work() instanceof Work.Compile work
                        ? work.javac().processorPath().stream()
                        : Stream.empty();
        return Stream.of(compile, run, processors).flatMap(jars -> jars);
    }

    private static String digest(Path file) {
        try {
            return Files.isRegularFile(file) ? Artefact.sha256(Files.readAllBytes(file)) : ABSENT;
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
