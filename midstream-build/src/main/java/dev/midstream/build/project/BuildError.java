package dev.midstream.build.project;

import dev.midstream.runtime.finding.Code;

/** Why an app cannot be built, and what a build wants to be known. */
public enum BuildError implements Code {
    /** The path of the app does not exist. */
    NO_SUCH_APP("MS-BUILD-001"),
    /** The path exists and holds neither a pom nor Java sources nor jars. */
    NO_APP("MS-BUILD-002"),
    /** A pom cannot be parsed or is no valid model. */
    POM_INVALID("MS-BUILD-003"),
    /** A parent pom or an imported BOM is in no repository. */
    PARENT_MISSING("MS-BUILD-004"),
    /** A dependency is in no repository. */
    DEPENDENCY_MISSING("MS-BUILD-005"),
    /** The app asks for another version of Midstream's API than the one that builds it. */
    OTHER_MIDSTREAM("MS-BUILD-006"),
    /** Two modules of the app have the same artifactId. */
    DUPLICATE_MODULE("MS-BUILD-007"),
    /** A pom lists a module whose folder or pom does not exist. */
    MODULE_MISSING("MS-BUILD-008"),
    /** Modules of the app depend on each other in a circle. */
    CYCLE("MS-BUILD-009"),
    /** The compiler reports an error. */
    COMPILE("MS-BUILD-010"),
    /** The JVM that builds has no compiler. */
    NO_COMPILER("MS-BUILD-011"),
    /** No module of the app has a class. */
    EMPTY("MS-BUILD-012"),
    /** A module needs Maven itself, and there is none. */
    NO_MAVEN("MS-BUILD-013"),
    /** A module's own build failed or left no jar. */
    OWN_BUILD("MS-BUILD-014"),
    /** A source, resource or library cannot be read, or there is too much of it. */
    UNREADABLE("MS-BUILD-015"),
    /** The cache below the home cannot be written. */
    CACHE("MS-BUILD-016"),
    /** A warning of the compiler, for a module that asks for warnings. */
    COMPILER_WARNING("MS-BUILD-017"),
    /** Modules of one app ask for different versions of one library, and which one they all get. */
    LIBRARY_VERSIONS("MS-BUILD-018"),
    /** A module-info.java is left out: modules run in their loader's unnamed module. */
    MODULE_INFO("MS-BUILD-019"),
    /** A module is built by its own build, and why. */
    OWN_BUILD_USED("MS-BUILD-020"),
    /** The app declares a library as shared that no module needs at run time. */
    UNKNOWN_SHARED("MS-BUILD-021"),
    /** A module brings a logging backend, which the host's slf4j does not use. */
    LOGGING_BACKEND("MS-BUILD-022"),
    /** A module is packaged for another container: a war, an ear, an EJB or a resource adapter. */
    PACKAGING("MS-BUILD-023"),
    /** A dependency is a file of one machine: scope system. */
    SYSTEM_SCOPE("MS-BUILD-024"),
    /** A module needs another jar of a module of the app than its main one. */
    SECOND_JAR("MS-BUILD-025");

    private final String id;

    BuildError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
