package dev.midstream.runtime.upgrade.compare;

import dev.midstream.api.Expected;
import dev.midstream.runtime.comparison.Expectation;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.ModuleInstance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the modules of the generation to come have declared, and what of it counts.
 *
 * @param fresh what this upgrade brings
 * @param spent what the live generation has declared with the same words: it excused the upgrade to
 *     that one
 */
record Expectations(List<Expectation> fresh, List<Expectation> spent) {

    static Expectations of(Generation live, Generation next) {
        Set<Expectation> before = declared(live);
        List<Expectation> fresh = new ArrayList<>();
        List<Expectation> spent = new ArrayList<>();
        declared(next).forEach(each -> (before.contains(each) ? spent : fresh).add(each));
        return new Expectations(fresh, spent);
    }

    private static Set<Expectation> declared(Generation generation) {
        Set<Expectation> declared = new LinkedHashSet<>();
        for (ModuleInstance instance : generation.modules()) {
            instance.module()
                    .ifPresent(module -> {
                        for (Expected each :
                                module.getClass().getAnnotationsByType(Expected.class)) {
                            declared.add(new Expectation(each.of(), each.at(), each.why()));
                        }
                    });
        }
        return declared;
    }
}
