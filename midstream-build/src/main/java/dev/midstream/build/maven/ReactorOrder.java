package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;

/** Orders modules so that each comes after those it depends on, else as the poms list them. */
final class ReactorOrder {

    private final Map<String, Model> byKey = new LinkedHashMap<>();
    private final Set<String> done = new LinkedHashSet<>();
    private final List<String> path = new ArrayList<>();
    private final List<Model> order = new ArrayList<>();

    private ReactorOrder() {}

    static List<Model> of(Collection<Model> models) throws Refused {
        ReactorOrder sorter = new ReactorOrder();
        models.forEach(model -> sorter.byKey.put(key(model), model));
        for (Model model : models) {
            sorter.visit(model);
        }
        return sorter.order;
    }

    private void visit(Model model) throws Refused {
        String key = key(model);
        int open = path.indexOf(key);
        if (open >= 0) {
            List<String> circle = new ArrayList<>(path.subList(open, path.size()));
            circle.add(key);
            circle.replaceAll(name -> name.substring(name.indexOf(':') + 1));
            throw new Refused(
                    BuildError.CYCLE,
                    model.getArtifactId(),
                    "modules depend on each other in a circle: " + String.join(" -> ", circle),
                    "Move what they share into a module of its own");
        }
        if (done.contains(key)) {
            return;
        }
        path.add(key);
        for (Dependency dependency : model.getDependencies()) {
            Model needed = byKey.get(dependency.getGroupId() + ":" + dependency.getArtifactId());
            if (needed != null) {
                visit(needed);
            }
        }
        path.removeLast();
        done.add(key);
        order.add(model);
    }

    private static String key(Model model) {
        return model.getGroupId() + ":" + model.getArtifactId();
    }
}
