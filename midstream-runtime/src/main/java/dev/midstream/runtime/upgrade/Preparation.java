package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.Crossings;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.actor.Migrator;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.config.Resolver;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.migration.Migrations;
import dev.midstream.runtime.priority.StandBack;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import dev.midstream.runtime.upgrade.load.CrossingBinding;
import dev.midstream.runtime.upgrade.load.LoadStage;
import dev.midstream.runtime.upgrade.rehearse.RehearseStage;
import dev.midstream.runtime.upgrade.unload.UnloadStage;
import dev.midstream.runtime.upgrade.verify.VerifyStage;
import dev.midstream.runtime.upgrade.warm.WarmStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Verify → load → warm → rehearse: all of an upgrade that comes before its cutover. Whatever
 * refuses has changed nothing. Used by the upgrade's thread.
 */
final class Preparation {

    private final Lineage lineage;
    private final VerifyStage verify;
    private final Loading loading;
    private final RehearseStage rehearse;
    private final UnloadStage unload;
    private final Migrator migrator;
    private final Supplier<Set<Class<?>>> referenced;

    /**
     * A preparation.
     *
     * @param referenced the contracts that the host holds references to, asked at each upgrade
     */
    Preparation(
            Lineage lineage,
            VerifyStage verify,
            LoadStage load,
            WarmStage warm,
            UnloadStage unload,
            Migrator migrator,
            Supplier<Set<Class<?>>> referenced) {
        this.lineage = lineage;
        this.verify = verify;
        this.loading = new Loading(lineage, load, warm, unload);
        this.rehearse = new RehearseStage(migrator);
        this.unload = unload;
        this.migrator = migrator;
        this.referenced = referenced;
    }

    /**
     * What is to be prepared.
     *
     * @param file the artefact's bytes
     * @param recorded the configuration to go back to, without secrets; empty for the one that the
     *     sources say now
     * @param checking whether it will be let go again
     */
    record Wish(byte[] file, Optional<String> recorded, UpgradeOptions options, boolean checking) {}

    /**
     * Prepares an upgrade.
     *
     * @param number of the generation to come
     * @param back makes this thread and the JIT's stand back
     * @throws Refused with what is wrong; nothing is left behind
     */
    Prepared prepare(Wish wish, int number, StandBack back, Cancellation cancellation, Run run)
            throws Refused {
        Generation current = lineage.current();
        UpgradeOptions options = wish.options();
        String release = Artefact.release(wish.file());
        run.release(release);
        if (release.equals(current.release())
                && wish.recorded().isEmpty()
                && sameConfiguration(wish.file(), current)) {
            return new Prepared.Same();
        }
        Verified shapes =
                run.stage(
                        Stage.VERIFY,
                        () ->
                                verify.verify(
                                        wish.file(),
                                        wish.recorded(),
                                        Optional.of(current),
                                        referenced.get()));
        Verified verified = shapes.and(accepted(shapes.migrations(), wish));
        if (options.strict()) {
            Strict.check(verified.findings());
        }
        cancellation.check();
        Loading.Loaded loaded = loading.load(verified, number, options, back, cancellation, run);
        boolean ready = false;
        try {
            Prepared prepared = rehearsed(verified, loaded, run);
            ready = true;
            return prepared;
        } finally {
            if (!ready) {
                unload.release(loaded.generation());
            }
        }
    }

    private Prepared.Loaded rehearsed(Verified verified, Loading.Loaded loaded, Run run)
            throws Refused {
        Generation generation = loaded.generation();
        Map<Leg, Crossings> crossings =
                CrossingBinding.bind(
                        verified.migrations(),
                        lineage.current(),
                        generation,
                        migrator.legs(generation.behaviours()));
        List<Finding> findings = new ArrayList<>(verified.findings());
        loaded.warmed().ifPresent(warmed -> findings.addAll(warmed.findings()));
        if (rehearse.needed(crossings)) {
            findings.addAll(run.stage(Stage.REHEARSE, () -> rehearse.rehearse(crossings)));
        }
        return new Prepared.Loaded(verified, generation, crossings, findings, loaded.warmed());
    }

    private static List<Finding> accepted(Migrations migrations, Wish wish) throws Refused {
        return wish.checking()
                ? Acceptance.check(migrations, wish.options())
                : Acceptance.upgrade(migrations, wish.options());
    }

    private boolean sameConfiguration(byte[] file, Generation current) {
        return verify.configuration(file, current)
                .filter(Resolver.Resolved::usable)
                .filter(now -> now.configuration().equals(current.configuration()))
                .isPresent();
    }
}
