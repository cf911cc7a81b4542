package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import dev.midstream.runtime.upgrade.unload.UnloadStage;

/** Lets go the generations that leave, at once or when their last work ends. */
final class Gone {

    private final Lineage lineage;
    private final UnloadStage unload;
    private final LateRelease late;

    Gone(Lineage lineage, UnloadStage unload) {
        this.lineage = lineage;
        this.unload = unload;
        this.late = new LateRelease(lineage, this::release);
    }

    /** Lets go those that no work holds any more. Any thread. */
    void release() {
        lineage.takeGone().forEach(unload::release);
    }

    /** The same as a stage; what work still holds goes when that ends. */
    void release(Run run) throws Refused {
        late.watch();
        if (lineage.hasLeaving()) {
            run.stage(
                    Stage.UNLOAD,
                    () -> {
                        release();
                        return lineage;
                    });
        }
    }
}
