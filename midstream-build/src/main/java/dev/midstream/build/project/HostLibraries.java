package dev.midstream.build.project;

import java.util.Set;

/** Libraries that every host gives to modules; they are compiled against and never packed. */
public final class HostLibraries {

    private static final Set<String> GIVEN =
            Set.of(
                    OwnRepository.GROUP + ":" + OwnRepository.API,
                    "org.slf4j:slf4j-api",
                    "org.jspecify:jspecify");

    /** A class of each, by which a jar without coordinates is recognised. */
    private static final Set<String> MARKS =
            Set.of(
                    "dev/midstream/api/AppModule.class",
                    "org/slf4j/LoggerFactory.class",
                    "org/jspecify/annotations/NullMarked.class");

    private HostLibraries() {}

    /** Whether the host gives the library. */
    public static boolean gives(String groupId, String artifactId) {
        return GIVEN.contains(groupId + ":" + artifactId);
    }

    /** Whether a jar with these entries is one that the host gives. */
    public static boolean gives(Set<String> entries) {
        return MARKS.stream().anyMatch(entries::contains);
    }
}
