package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.eclipse.aether.artifact.DefaultArtifact;

/** What Maven builds and Midstream cannot load, said before anything is asked for or compiled. */
final class Unsupported {

    /** What they leave is no jar of classes, or one that only its container can bring to life. */
    private static final Set<String> CONTAINERS = Set.of("war", "ear", "ejb", "rar", "par");

    /** Neither compiled against nor loaded, so that it does not matter where it is from. */
    private static final String TEST = "test";

    private Unsupported() {}

    /** Refuses a module for its packaging, or for dependencies that cannot be packed. */
    static void check(Model model, ReactorWorkspace workspace) throws Refused {
        List<Finding> findings = new ArrayList<>();
        if (CONTAINERS.contains(model.getPackaging())) {
            findings.add(
                    Finding.error(
                            BuildError.PACKAGING,
                            model.getArtifactId(),
                            "its packaging is '"
                                    + model.getPackaging()
                                    + "', for a container of its own; a module is a jar, and the"
                                    + " host serves its routes",
                            "Set <packaging>jar</packaging> and declare routes in an AppModule, or"
                                    + " take it out of <modules> in the app that Midstream runs"));
        }
        for (Dependency dependency : model.getDependencies()) {
            if (!TEST.equals(dependency.getScope())) {
                check(model, dependency, workspace, findings);
            }
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
    }

    private static void check(
            Model model,
            Dependency dependency,
            ReactorWorkspace workspace,
            List<Finding> findings) {
        String id = dependency.getGroupId() + ":" + dependency.getArtifactId();
        if ("system".equals(dependency.getScope())) {
            findings.add(
                    Finding.error(
                            BuildError.SYSTEM_SCOPE,
                            model.getArtifactId(),
                            "depends on "
                                    + id
                                    + " with scope system ("
                                    + dependency.getSystemPath()
                                    + "), a file of this machine that Maven packs into nothing",
                            "Put it into a repository, with `mvn install:install-file` for one, and"
                                    + " depend on it without a scope"));
            return;
        }
        boolean second =
                "test-jar".equals(dependency.getType())
                        || (dependency.getClassifier() != null
                                && !dependency.getClassifier().isEmpty());
        if (second && workspace.sibling(main(dependency)).isPresent()) {
            findings.add(
                    Finding.error(
                            BuildError.SECOND_JAR,
                            model.getArtifactId(),
                            "depends on another jar of the module "
                                    + dependency.getArtifactId()
                                    + " ("
                                    + (dependency.getClassifier() == null
                                            ? dependency.getType()
                                            : "classifier " + dependency.getClassifier())
                                    + ") than its main one, the only one that is built",
                            "Move what both need into a module of its own, or use scope test"));
        }
    }

    private static DefaultArtifact main(Dependency dependency) {
        return new DefaultArtifact(
                dependency.getGroupId(),
                dependency.getArtifactId(),
                "jar",
                dependency.getVersion());
    }
}
